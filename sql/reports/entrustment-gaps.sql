-- title: 委托照护缺口 | gaps in entrusted care
-- question: 双亲外出的学生,谁没有受托人或书面告知? | Whose parents are both away, without a carer or a written notice?
SELECT class, student, gap FROM reporting.entrustment_gaps();
