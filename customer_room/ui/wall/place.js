// Where this screen stands. The address keeps it, so that a reload or a restarted server finds it.

const OF_THE_PERIOD = ["grain", "period", "comparison"];
const LONGEST_KEY = 1000; // what is longer names nothing

class Place {
  constructor() {
    const key = (name) => (addressed(name).length > LONGEST_KEY ? "" : addressed(name));
    this.period = Object.fromEntries(OF_THE_PERIOD.map((name) => [name, key(name)]));
    this.open = { stage: key("stage"), page: key("page") };
  }

  get asked() {
    return { ...this.period, ...this.open };
  }

  // A period nobody chose stays out of the address, so that a wall left alone goes on to the next.
  choosePeriod(period) {
    this.period = period;
  }

  stand(id, page, look) {
    this.open = { stage: id ?? "", page: page ? String(page) : "" };
    const address = new URL(location.href);
    for (const [name, value] of Object.entries({ ...this.asked, look })) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }
}
