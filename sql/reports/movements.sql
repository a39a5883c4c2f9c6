-- title: 学籍变动 | movements on the roll
-- question: 每学期入学、转入、复学、离校多少人? | How many entered, came, returned and left in each semester?
SELECT semester, entered, came, returned, left_school FROM reporting.movements();
