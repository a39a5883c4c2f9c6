-- title: 疑似重复人员 | possible duplicates
-- question: 哪些人可能是同一个人? | Who may be one person?
SELECT person_name AS name, other_name, reasons FROM people.list_duplicates();
