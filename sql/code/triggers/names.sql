-- The reading of a name follows the name.
CREATE OR REPLACE TRIGGER read_name BEFORE INSERT OR UPDATE OF name ON people.person FOR EACH ROW EXECUTE FUNCTION people.read_name();
