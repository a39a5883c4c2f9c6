-- title: 教室改造进度 | rooms done
-- question: 公布了多少间,登记、验收了多少间? | How many rooms were announced, registered and accepted?
SELECT title, announced, announced_minimum, rooms, rooms_accepted, still_missing FROM reporting.rooms_done();
