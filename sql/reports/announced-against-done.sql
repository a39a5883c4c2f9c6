-- title: 公布与完成对照 | announced against done
-- question: 公布了多少项,登记、实施、验收了多少项? | How many items were announced, registered, under way, accepted?
SELECT title, announced, announced_minimum, registered, under_way, accepted, still_missing FROM registers.announced_against_done();
