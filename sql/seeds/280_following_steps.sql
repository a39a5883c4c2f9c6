-- Steps that a record takes along with another: an award with its batch of payments, a letter that turns out to be about conduct, the file of a pupil who leaves while
-- on leave.
INSERT INTO ref.lifecycle_transition (lifecycle, action, from_state, to_state, label_zh, label_en, guard_zh, guard_en, verb, follows) VALUES
    ('care_file', 'leave_with_year', 'suspended', 'graduated', '随毕业结档', 'close with graduation', '随学年更替', 'with the turn of the year', 'edit', true),
    ('care_file', 'leave_with_pupil', 'suspended', 'transferred_out', '随转出结档', 'close with the transfer', '随学生转出', 'when the pupil transfers out', 'edit', true),
    ('award', 'put_in_batch', 'approved', 'in_batch', '编入批次', 'put in a batch', '随发放批次', 'with the batch', 'edit', true),
    ('award', 'put_in_batch', 'returned', 'in_batch', '编入批次', 'put in a batch', '随发放批次', 'with the batch', 'edit', true),
    ('award', 'send', 'in_batch', 'sent_to_bank', '送银行', 'send to the bank', '随发放批次', 'with the batch', 'edit', true),
    ('award', 'pay', 'sent_to_bank', 'paid', '到账', 'paid', '随批次对账', 'when the batch is settled', 'edit', true),
    ('award', 'return', 'sent_to_bank', 'returned', '银行退回', 'returned by the bank', '随退回的一笔', 'with the payment that came back', 'edit', true),
    ('award', 'return', 'paid', 'returned', '银行退回', 'returned by the bank', '随退回的一笔', 'with the payment that came back', 'edit', true),
    ('letter', 'reroute', 'registered', 'rerouted', '转纪检', 'hand to discipline', '反映师德的来信', 'a letter about conduct', 'edit', true);
