CREATE OR REPLACE TRIGGER keep_last_contact AFTER INSERT OR UPDATE OR DELETE ON care.contact_log FOR EACH ROW EXECUTE FUNCTION care.keep_last_contact();
