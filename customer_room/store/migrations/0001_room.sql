-- Only what DuckDB and DuckLake both know: no keys, no unique, no checks, no sequences, NOT NULL only.
-- Codes and ids never change; names and positions may.

CREATE TABLE stages (
    id UUID NOT NULL, code VARCHAR NOT NULL, name VARCHAR NOT NULL, position INTEGER NOT NULL,
    promise VARCHAR NOT NULL, headline_kpi_id UUID, version INTEGER NOT NULL
);
CREATE TABLE silos (
    id UUID NOT NULL, code VARCHAR NOT NULL, name VARCHAR NOT NULL, position INTEGER NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE touchpoints (
    id UUID NOT NULL, code VARCHAR NOT NULL, stage_id UUID NOT NULL, name VARCHAR NOT NULL, "rank" INTEGER,
    position INTEGER NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE touchpoint_silos (touchpoint_id UUID NOT NULL, silo_id UUID NOT NULL);
CREATE TABLE categories (
    id UUID NOT NULL, code VARCHAR NOT NULL, name VARCHAR NOT NULL, cause VARCHAR, stage_id UUID,
    version INTEGER NOT NULL
);
CREATE TABLE kpis (
    id UUID NOT NULL, code VARCHAR NOT NULL, touchpoint_id UUID NOT NULL, name VARCHAR NOT NULL,
    unit VARCHAR NOT NULL, good_direction VARCHAR NOT NULL, target DOUBLE, layer VARCHAR NOT NULL,
    orientation VARCHAR NOT NULL, cadence VARCHAR NOT NULL, decimals INTEGER NOT NULL, owner VARCHAR NOT NULL,
    pair_id UUID, position INTEGER NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE readings (
    kpi_id UUID NOT NULL, period_start DATE NOT NULL, "value" DOUBLE NOT NULL, n BIGINT, import_id UUID NOT NULL
);
CREATE TABLE exposure (
    stage_id UUID NOT NULL, period_start DATE NOT NULL, grain VARCHAR NOT NULL, customers BIGINT NOT NULL,
    import_id UUID NOT NULL
);
CREATE TABLE surveys (
    id UUID NOT NULL, code VARCHAR NOT NULL, name VARCHAR NOT NULL, "method" VARCHAR NOT NULL,
    scale_min INTEGER NOT NULL, scale_max INTEGER NOT NULL, question VARCHAR NOT NULL, stage_id UUID,
    touchpoint_id UUID, position INTEGER NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE responses (
    id UUID NOT NULL, survey_id UUID NOT NULL, answered_at TIMESTAMP NOT NULL, answered_on DATE NOT NULL,
    score DOUBLE NOT NULL, comment VARCHAR, customer_ref VARCHAR, audience VARCHAR NOT NULL, external_id VARCHAR,
    import_id UUID NOT NULL
);
-- said_at is UTC; said_on is the day in the room's time zone.
CREATE TABLE feedback (
    id UUID NOT NULL, said_at TIMESTAMP NOT NULL, said_on DATE NOT NULL, stage_id UUID, touchpoint_id UUID,
    category_id UUID, cause VARCHAR, source VARCHAR NOT NULL, channel VARCHAR NOT NULL, audience VARCHAR NOT NULL,
    nature VARCHAR NOT NULL, customer_ref VARCHAR, body VARCHAR NOT NULL, external_id VARCHAR,
    import_id UUID NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE files (
    id UUID NOT NULL, path VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, media_type VARCHAR NOT NULL,
    size BIGINT NOT NULL, original_name VARCHAR NOT NULL, width INTEGER, height INTEGER
);
CREATE TABLE artifacts (
    id UUID NOT NULL, stage_id UUID NOT NULL, touchpoint_id UUID, name VARCHAR NOT NULL, description VARCHAR NOT NULL,
    position INTEGER NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE artifact_versions (
    artifact_id UUID NOT NULL, version_no INTEGER NOT NULL, valid_from DATE NOT NULL, file_id UUID NOT NULL,
    thumbnail_id UUID NOT NULL
);
CREATE TABLE recordings (
    id UUID NOT NULL, title VARCHAR NOT NULL, recorded_on DATE, file_id UUID NOT NULL, duration_s DOUBLE NOT NULL,
    version INTEGER NOT NULL
);
CREATE TABLE clips (
    id UUID NOT NULL, recording_id UUID NOT NULL, stage_id UUID NOT NULL, touchpoint_id UUID, title VARCHAR NOT NULL,
    shows VARCHAR NOT NULL, file_id UUID NOT NULL, duration_s DOUBLE NOT NULL, position INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE TABLE transcript_lines (
    clip_id UUID NOT NULL, line_no INTEGER NOT NULL, starts_s DOUBLE NOT NULL, ends_s DOUBLE NOT NULL,
    speaker VARCHAR NOT NULL, spoken VARCHAR NOT NULL
);
CREATE TABLE teams (
    id UUID NOT NULL, code VARCHAR NOT NULL, name VARCHAR NOT NULL, stage_id UUID NOT NULL, touchpoint_id UUID,
    sponsor VARCHAR NOT NULL, "lead" VARCHAR NOT NULL, problem VARCHAR NOT NULL, promise VARCHAR NOT NULL,
    due_on DATE, position INTEGER NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE team_members (team_id UUID NOT NULL, person VARCHAR NOT NULL, silo_id UUID);
-- step_no counts a team's statuses as they were told: of two since one day the one told later is the later one.
CREATE TABLE team_statuses (
    team_id UUID NOT NULL, step_no INTEGER NOT NULL, status VARCHAR NOT NULL, since DATE NOT NULL,
    reason VARCHAR NOT NULL, confirmed_by VARCHAR NOT NULL
);
CREATE TABLE imports (
    id UUID NOT NULL, kind VARCHAR NOT NULL, file_name VARCHAR NOT NULL, file_sha256 VARCHAR NOT NULL,
    imported_at TIMESTAMP NOT NULL, imported_by VARCHAR NOT NULL, rows_read BIGINT NOT NULL, rows_new BIGINT NOT NULL,
    rows_changed BIGINT NOT NULL, rows_known BIGINT NOT NULL, rows_refused BIGINT NOT NULL
);
-- The record: one row a change; before and after are JSON texts. A bulk import is one change; its rows carry import_id.
CREATE TABLE changes (
    id UUID NOT NULL, changed_at TIMESTAMP NOT NULL, changed_by VARCHAR NOT NULL, noun VARCHAR NOT NULL,
    row_id UUID NOT NULL, "action" VARCHAR NOT NULL, before_json VARCHAR, after_json VARCHAR
);

-- Rollups: every cell is a sum over its table, kept right by every write; month is the first day of a month, latest_on
-- the last day of any row of the cell.
CREATE TABLE feedback_daily (
    said_on DATE NOT NULL, stage_id UUID, category_id UUID, source VARCHAR NOT NULL, audience VARCHAR NOT NULL,
    nature VARCHAR NOT NULL, items BIGINT NOT NULL
);
CREATE TABLE feedback_monthly (
    month DATE NOT NULL, stage_id UUID, category_id UUID, source VARCHAR NOT NULL, audience VARCHAR NOT NULL,
    nature VARCHAR NOT NULL, items BIGINT NOT NULL
);
CREATE TABLE responses_monthly (
    month DATE NOT NULL, survey_id UUID NOT NULL, audience VARCHAR NOT NULL, score DOUBLE NOT NULL,
    items BIGINT NOT NULL, latest_on DATE NOT NULL
);
-- The first and the latest day anything was said, by stage and source: what is fresh, and what can be compared.
CREATE TABLE feedback_spans (
    stage_id UUID, source VARCHAR NOT NULL, first_on DATE NOT NULL, latest_on DATE NOT NULL
);
