-- Places and outside organizations: what inspections, issues and projects point to.
CREATE TABLE units.place (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    parent_id bigint REFERENCES units.place,
    kind text NOT NULL,
    label text NOT NULL,
    code text,
    capacity int,
    unit_id bigint REFERENCES units.unit,
    valid daterange NOT NULL DEFAULT '[,)',
    CONSTRAINT place_kind_is_known CHECK (kind IN ('building', 'office', 'classroom', 'dormitory_room', 'laboratory', 'canteen', 'shop', 'ground', 'other')),
    CONSTRAINT place_not_blank CHECK (btrim(label) <> ''),
    CONSTRAINT place_capacity_is_positive CHECK (capacity > 0),
    CONSTRAINT place_is_not_in_itself CHECK (parent_id <> id),
    CONSTRAINT place_label_means_one_place_at_a_time EXCLUDE USING gist ((coalesce(parent_id, 0)) WITH =, label WITH =, valid WITH &&)
);
COMMENT ON TABLE units.place IS '场所:楼、室、寝室、食堂、门店 | a place of the school, in a tree';
COMMENT ON COLUMN units.place.id IS '编号 | key';
COMMENT ON COLUMN units.place.parent_id IS '所在场所 | the place that it lies in';
COMMENT ON COLUMN units.place.kind IS '类别 | kind';
COMMENT ON COLUMN units.place.label IS '名称 | name';
COMMENT ON COLUMN units.place.code IS '门牌或资产编号 | number on the door or in the inventory';
COMMENT ON COLUMN units.place.capacity IS '容纳人数 | persons that it holds';
COMMENT ON COLUMN units.place.unit_id IS '使用单位 | unit that uses it';
COMMENT ON COLUMN units.place.valid IS '使用期间 | when it is in use';
CREATE INDEX place_parent_id_idx ON units.place (parent_id);
CREATE INDEX place_unit_id_idx ON units.place (unit_id);
CALL history.keep('units.place');

CREATE TABLE units.external_organization (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    region text,
    contact_name text,
    contact_phone text,
    basis text,
    valid daterange NOT NULL DEFAULT '[,)',
    CONSTRAINT external_organization_kind_is_known CHECK (kind IN ('community', 'village', 'partner_school', 'inspection_agency', 'media', 'bank', 'authority', 'hospital', 'other')),
    CONSTRAINT external_organization_not_blank CHECK (btrim(name) <> ''),
    CONSTRAINT external_organization_name_is_unique_at_a_time EXCLUDE USING gist (name WITH =, valid WITH &&)
);
COMMENT ON TABLE units.external_organization IS '外部单位:社区、村、结对学校、检测机构、媒体 | an organization outside the school';
COMMENT ON COLUMN units.external_organization.id IS '编号 | key';
COMMENT ON COLUMN units.external_organization.kind IS '类别 | kind';
COMMENT ON COLUMN units.external_organization.name IS '名称 | name';
COMMENT ON COLUMN units.external_organization.region IS '所在地 | where it is';
COMMENT ON COLUMN units.external_organization.contact_name IS '联系人 | contact person';
COMMENT ON COLUMN units.external_organization.contact_phone IS '联系电话 | phone';
COMMENT ON COLUMN units.external_organization.basis IS '联系依据 | what the connection rests on';
COMMENT ON COLUMN units.external_organization.valid IS '联系期间 | when they are connected';
CALL history.keep('units.external_organization');
