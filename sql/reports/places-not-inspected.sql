-- title: 本学期未排查的场所 | places not inspected this term
-- question: 哪些场所本学期还没有排查过? | Which places has no inspection of this term reached?
SELECT place, last_inspected_on FROM registers.uninspected_places();
