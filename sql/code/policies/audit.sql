-- Seals hold nothing but numbers and digests; they come through functions all the same, as do break-glass and what of the history can be read.
CREATE POLICY seals_come_through_functions ON audit.seal FOR SELECT TO PUBLIC USING (false);
CREATE POLICY readable_history_comes_through_functions ON history.readable FOR SELECT TO PUBLIC USING (false);
CREATE POLICY break_glass_comes_through_functions ON access.break_glass FOR SELECT TO PUBLIC USING (false);
