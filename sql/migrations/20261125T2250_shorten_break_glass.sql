-- Four hours at most; what is open for longer ends then.
UPDATE access.break_glass SET ends_at = opened_at + interval '4 hours' WHERE ends_at > opened_at + interval '4 hours';
-- Few rows, and at night.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE access.break_glass ADD CONSTRAINT break_glass_lasts_four_hours_at_most CHECK (ends_at <= opened_at + interval '4 hours');
COMMENT ON CONSTRAINT break_glass_lasts_four_hours_at_most ON access.break_glass IS '紧急查看最多四小时。 | An emergency look lasts four hours at most.';
