CREATE POLICY last_contact_comes_through_functions ON care.last_contact FOR SELECT TO PUBLIC USING (false);
