"""Writes a 学生花名册 of N invented students as .xlsx: make_roster.py FILE N. Identity numbers are in area 420800."""
import sys
from datetime import date, timedelta

from openpyxl import Workbook

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "子文宇轩浩然佳怡欣雨晨博思远明慧敏静雪松竹梅兰安宁乐"


def check_character(body):
    remainder = 0
    for digit in body:
        remainder = (remainder + int(digit)) * 2 % 11
    return "10X98765432"[remainder]


def main(path, count):
    today = date.today()
    year = today.year if today.month >= 9 else today.year - 1
    book = Workbook(write_only=True)
    sheet = book.create_sheet("花名册")
    sheet.append([f"{year}—{year + 1}学年度第一学期学生花名册"])
    sheet.append(["序号", "年级", "班级", "姓名", "性别", "民族", "出生日期", "身份证件号", "学籍号", "户口性质", "家庭住址", "是否住校", "寝室",
                  "监护人姓名", "与监护人关系", "监护人电话", "备注"])
    for index in range(count):
        grade, number = "高一 高二 高三".split()[index % 3], index // 3 % 20 + 1
        born = date(year - 15 - index % 3, 9, 1) + timedelta(days=index * 7 % 360)
        body = f"420800{born:%Y%m%d}{index // 360 * 3 % 1000:03}"
        number_text = body + check_character(body)
        surname = SURNAMES[index % len(SURNAMES)]
        name = surname + GIVEN[index // 20 % len(GIVEN)] + GIVEN[index * 7 % len(GIVEN)]
        sheet.append([index + 1, grade, f"{grade}({number})班", name, "男" if int(body[16]) % 2 else "女", "汉族", born.isoformat(), number_text,
                      "G" + number_text, "农业家庭户口" if index % 2 else "非农业家庭户口", f"云溪县青石镇{index % 90 + 1}号", "是" if index % 3 else "否",
                      f"{index % 6 + 1}栋{index % 40 + 101}" if index % 3 else None, surname + GIVEN[index * 11 % len(GIVEN)], "父亲",
                      f"13{index % 10}{index * 37 % 100000000:08}", None])
    book.save(path)


main(sys.argv[1], int(sys.argv[2]))
