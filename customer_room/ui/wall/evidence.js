// What customers hold in their hands, what they say aloud, and who mends it: artifacts, clips, fix teams.

function missingSheet(words) {
  return el("span", "sheet missing", icon("missing"), text("span", "", words.missing_file));
}

// A picture taken down in this redraw is hung again, so that it shows without being fetched again.
function picture(address, words, wall) {
  const kept = wall.spare.get(address);
  if (kept) {
    wall.spare.delete(address);
    return kept;
  }
  const image = el("img", "sheet");
  image.alt = "";
  image.decoding = "async";
  image.addEventListener("error", () => image.replaceWith(missingSheet(words)), { once: true });
  image.src = address;
  return image;
}

function artifactCard(artifact, words, wall) {
  const address = artifact.missing ? null : fileAddress(artifact.thumbnail_url || artifact.image_url);
  const card = el("button", "card",
    address ? picture(address, words, wall) : missingSheet(words),
    el("i", "pin"),
    el("span", "caption", clamped("span", "strong", artifact.name, "caption"), text("span", "small dated", artifact.dated)));
  card.type = "button";
  card.dataset.key = `artifact:${artifact.id}`;
  card.title = [artifact.name, artifact.dated].filter(Boolean).join(" · ");
  card.addEventListener("click", () => wall.lightbox.open(artifact.id));
  return el("li", "artifact", card);
}

function artifactsTile(stage, words, wall) {
  const node = tile("artifacts", words.artifacts, {
    message: stage.artifacts_message, freshness: stage.artifacts_freshness, words,
    rows: stage.artifacts.map((artifact) => artifactCard(artifact, words, wall)),
    onRest: () => wall.lightbox.open(stage.artifacts[node.querySelectorAll(".artifact:not([hidden])").length].id),
  });
  node.querySelector(".rest").dataset.key = `artifacts:${stage.id}`;
  return node;
}

function clipRow(clip, words, wall) {
  const about = el("span", "clip-about",
    clamped("span", "strong", clip.title, "row"),
    el("span", "pair small", text("span", "", clip.duration), clip.dated && text("span", "", clip.dated)));
  if (clip.missing || !fileAddress(clip.url)) {
    about.append(text("span", "small", words.missing_file));
    return el("li", "clip lost", el("span", "clip-face", icon("missing"), about));
  }
  // The button is named by all that it shows, after what a press does.
  const button = el("button", "clip-face", el("span", "verb"), el("span", "disc", icon("play", "when-still"), icon("pause", "when-playing")), about);
  button.type = "button";
  button.title = [clip.title, clip.shows].filter(Boolean).join(" · ");
  button.dataset.key = `clip:${clip.id}`;
  button.addEventListener("click", () => wall.voice.toggle(clip.id));
  const row = el("li", "clip", button, el("span", "progress", el("i", "")));
  row.dataset.clip = clip.id;
  return row;
}

function clipsTile(stage, words, wall) {
  return tile("clips", words.clips, {
    message: stage.clips_message, freshness: stage.clips_freshness, words,
    rows: stage.clips.map((clip) => clipRow(clip, words, wall)),
  });
}

function teamRow(team, words) {
  const due = team.due && el("span", team.overdue ? "due overdue" : "due",
    team.overdue && icon("missed"), text("span", "", team.overdue ? `${words.overdue} · ${team.due}` : team.due));
  return el("li", `team team-${team.status}`,
    el("p", "team-status", icon(team.status), clamped("span", "glance", team.status_word, "word")),
    clamped("p", "strong", team.name, "row"),
    team.promise && clamped("p", "promised", team.promise, "promised"),
    el("p", "pair small flow", team.since && text("span", "", team.since), due));
}

function teamsTile(stage, words) {
  return tile("teams", words.teams, {
    message: stage.teams_message, freshness: stage.teams_freshness, words,
    rows: stage.teams.map((team) => teamRow(team, words)),
  });
}
