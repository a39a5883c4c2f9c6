-- title: 宿舍安防覆盖 | security equipment by dormitory
-- question: 每栋宿舍有多少房间装了安防设备? | How many rooms of each dormitory have security equipment?
SELECT building, rooms, covered, percent FROM registers.equipment_coverage();
