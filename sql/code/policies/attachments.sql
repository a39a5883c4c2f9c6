CREATE POLICY contents_come_through_functions ON storage.content FOR SELECT TO PUBLIC USING (false);
CREATE POLICY attachments_come_through_functions ON storage.attachment FOR SELECT TO PUBLIC USING (false);
