-- name: catalogue :many
-- The registers in which the caller may see or do something.
-- notnull: register, label, section, systems, may_see, may_create
SELECT register, label, section, systems, may_see, may_create FROM registers.catalogue();

-- name: register_page :one
-- A page of a register, as JSON: headings, filters, rows, actions.
-- notnull: page
SELECT registers.page(:register, :filters, :skip, :most)::text AS page;

-- name: register_record :one
-- A record of a register, as JSON: its fields, its lists, what happened to it, what can be done with it now.
-- notnull: record
SELECT registers.open(:register, :record)::text AS record;

-- name: register_run :one
-- Does something with a record, or with a register as a whole. Answers what the action's function answers, as JSON.
-- null: record
SELECT registers.run(:register, :action, :record, :arguments)::text AS answer;

-- name: sheet_columns :many
-- The columns of a register's own sheet, by the headings that they may have.
-- notnull: name, kind, headings, is_required
SELECT name, kind, headings, is_required FROM registers.sheet_columns(:register);

-- name: load_sheet :many
-- Takes in the rows of a sheet, each by itself; a dry run leaves nothing behind.
-- notnull: row_number, verdict
SELECT row_number, verdict, field, message, record_key FROM registers.load_sheet(:register, :file, :rows, :dry_run);

-- name: register_of_lifecycle :maybe
-- The register whose records have a life cycle.
SELECT register FROM registers.register WHERE lifecycle = :lifecycle;
