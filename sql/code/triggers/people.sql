-- Triggers that rest on functions in code/functions.
CREATE OR REPLACE TRIGGER enter_directory AFTER INSERT ON people.student FOR EACH ROW EXECUTE FUNCTION people.enter_directory();
CREATE OR REPLACE TRIGGER enter_directory AFTER INSERT ON people.staff FOR EACH ROW EXECUTE FUNCTION people.enter_directory();
CREATE OR REPLACE TRIGGER limit_guardianship BEFORE INSERT OR UPDATE ON people.guardianship
    FOR EACH ROW EXECUTE FUNCTION people.limit_guardianship();
