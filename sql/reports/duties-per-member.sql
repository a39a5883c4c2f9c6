-- title: 专班成员分工 | load per member
-- question: 每位成员有几个席位、几项职责、几项在办任务? | How many seats, duties and open tasks has each member?
SELECT name, seats, duties, open_tasks FROM reporting.duties_per_member();
