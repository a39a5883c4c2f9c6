-- The catalogue, and the doors to every register. What a register's own functions give is their own business.
GRANT USAGE ON SCHEMA registers TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor;
GRANT SELECT ON registers.system, registers.register, registers.part, registers.action, registers.field, ref.lifecycle TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION registers.field_of(text, text), registers.words(registers.field, text), registers.label_of(text, text, text), registers.rows_wanted(), registers.bad_value(registers.field, text, text, text),
    registers.class_label(bigint), registers.is_reachable(text), registers.person_named(registers.field, text), registers.value_of(registers.field, text), registers.signature(text, text), registers.call(text, text, jsonb),
    registers.form(text, text, int), registers.headings(text, text), registers.rows_of(text, text, text, int, int), registers.require_register(text), registers.catalogue(),
    registers.page(text, jsonb, int, int), registers.actions_of(text, bigint, text), registers.open(text, bigint), registers.run(text, text, bigint, jsonb),
    access.may_record(text, text, bigint, bigint[], bigint), access.not_found(), work.lifecycle_events(text, bigint)
    TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION work.move(text, bigint, text, text) TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION units.place_named(registers.field, text), units.list_places(text, text), units.list_external_organizations(text) TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION units.add_place(text, text, bigint, text, int, bigint), units.end_place(bigint),
    units.add_external_organization(text, text, text, text, text, text, date), units.end_external_organization(bigint) TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION registers.add_action(text), registers.sheet_columns(text), registers.note_loaded(text, jsonb, text, text), registers.note_sheet(text, text, int, int),
    registers.load_sheet(text, text, jsonb, boolean) TO nuanxin_staff;
