-- title: 缺少的资料 | missing data
-- question: 各班有多少学生没有监护人、电话、证件号、住址? | How many students of each class have no guardian, phone, identity number or address on record?
SELECT class, students, without_guardian, without_phone, without_identity_number, without_address FROM reporting.missing_data();
