-- as: generalaffairs
SELECT registers.run('place', 'add', NULL, jsonb_build_object('kind', '楼', 'label', label)) FROM unnest('{1号教学楼,2号教学楼,实验楼,1号宿舍楼,2号宿舍楼,食堂楼}'::text[]) AS label;
SELECT registers.run('place', 'add', NULL, jsonb_build_object('kind', '教室', 'label', label, 'parent', '1号教学楼', 'of_unit', '#' || unit_id))
FROM (SELECT unit_id, label FROM units.unit_label WHERE kind = 'class' AND valid @> ref.today() ORDER BY label LIMIT 12) AS class;
SELECT registers.run('place', 'add', NULL, jsonb_build_object('kind', '寝室', 'label', (floor * 100 + room)::text, 'parent', '1号宿舍楼', 'capacity', '8')) FROM generate_series(1, 3) AS floor, generate_series(1, 4) AS room;
SELECT registers.run('place', 'add', NULL, jsonb_build_object('kind', kind, 'label', label, 'parent', parent))
FROM (VALUES ('实验室', '化学实验室', '实验楼'), ('实验室', '物理实验室', '实验楼'), ('食堂', '一楼餐厅', '食堂楼'), ('食堂', '二楼餐厅', '食堂楼'), ('门店', '文具店', '食堂楼')) AS room (kind, label, parent);
SELECT registers.run('place', 'add', NULL, jsonb_build_object('kind', '场地', 'label', '田径场'));
-- as: partyoffice
SELECT registers.run('external_organization', 'add', NULL, jsonb_build_object('kind', kind, 'name', name, 'contact_name', contact, 'basis', basis))
FROM (VALUES ('社区', '清溪社区', '吴主任', '结对共建协议'), ('村', '石桥村', '李书记', '驻村工作安排'), ('结对学校', '云岭县第二中学', '郑校长', '对口帮扶协议'),
      ('检测机构', '江汉房屋安全检测所', NULL, '年度检测合同'), ('新闻媒体', '本地晚报', NULL, NULL), ('银行', '农商银行城南支行', NULL, '代发协议')) AS partner (kind, name, contact, basis);
