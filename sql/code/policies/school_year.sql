-- People and the school year: pinyin, movements, the turn of the year, duplicates and merging, retention and erasure; integrity risks; requests of data subjects.: everything comes through functions.
CREATE POLICY integrity_risk_comes_through_functions ON registers.integrity_risk FOR SELECT TO PUBLIC USING (false);
CREATE POLICY integrity_measure_comes_through_functions ON registers.integrity_measure FOR SELECT TO PUBLIC USING (false);
CREATE POLICY integrity_review_comes_through_functions ON registers.integrity_review FOR SELECT TO PUBLIC USING (false);
CREATE POLICY subject_request_comes_through_functions ON people.subject_request FOR SELECT TO PUBLIC USING (false);
CREATE POLICY pinyin_comes_through_functions ON ref.pinyin FOR SELECT TO PUBLIC USING (false);
CREATE POLICY merge_record_comes_through_functions ON people.merge_record FOR SELECT TO PUBLIC USING (false);
CREATE POLICY file_decision_comes_through_functions ON care.file_decision FOR SELECT TO PUBLIC USING (false);
CREATE POLICY retention_rule_comes_through_functions ON ref.retention_rule FOR SELECT TO PUBLIC USING (false);
CREATE POLICY erasure_comes_through_functions ON audit.erasure FOR SELECT TO PUBLIC USING (false);
