-- Places and outside organizations. The pattern of every register: a list whose parameters are its filters, one function an action.

CREATE OR REPLACE FUNCTION units.place_path(of_place bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    WITH RECURSIVE above AS (
        SELECT place.id, place.parent_id, place.label, 1 AS depth FROM units.place WHERE place.id = of_place
        UNION ALL SELECT place.id, place.parent_id, place.label, above.depth + 1 FROM units.place JOIN above ON place.id = above.parent_id WHERE above.depth < 20
    ) SELECT string_agg(label, ' / ' ORDER BY depth DESC) FROM above
$$;
COMMENT ON FUNCTION units.place_path(bigint) IS '场所全称 | a place with the places that it lies in';

-- A place by its full path, its code, its name where only one has it, or #key.
CREATE OR REPLACE FUNCTION units.place_named(of_field registers.field, given text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    wanted text := btrim(normalize(given, NFKC));
    found_ids bigint[];
BEGIN
    SELECT array_agg(place.id ORDER BY place.id) INTO found_ids FROM units.place
    WHERE place.id = substring(wanted FROM '^#(\d{1,18})$')::bigint
       OR (place.valid @> ref.today() AND (normalize(place.label, NFKC) = wanted OR place.code = wanted OR replace(units.place_path(place.id), ' ', '') = replace(wanted, ' ', '')));
    IF found_ids IS NULL THEN
        PERFORM registers.bad_value(of_field, given, '没有登记这个场所。先在“场所”登记簿里登记。', 'There is no such place. Register it among the places first.');
    ELSIF cardinality(found_ids) > 1 THEN
        PERFORM registers.bad_value(of_field, given, '有同名的场所:' || (SELECT string_agg(units.place_path(id) || ' #' || id, '、') FROM unnest(found_ids) AS id),
                                    'Several places have this name: ' || (SELECT string_agg(units.place_path(id) || ' #' || id, ', ') FROM unnest(found_ids) AS id));
    END IF;
    RETURN found_ids[1];
END
$$;
COMMENT ON FUNCTION units.place_named(registers.field, text) IS '按名称找场所 | the place that a form means';

CREATE OR REPLACE FUNCTION units.list_places(of_kind text DEFAULT NULL, matching text DEFAULT NULL)
RETURNS TABLE (id bigint, path text, kind text, code text, capacity int, unit_label text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('place', 'see');
    RETURN QUERY SELECT place.id, units.place_path(place.id), place.kind, place.code, place.capacity, units.label(place.unit_id)
    FROM units.place WHERE place.valid @> ref.today() AND (of_kind IS NULL OR place.kind = of_kind)
      AND (matching IS NULL OR strpos(units.place_path(place.id), matching) > 0 OR place.code = matching)
    ORDER BY units.place_path(place.id) COLLATE ref.pinyin LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION units.list_places(text, text) IS '场所一览 | places in use';

CREATE OR REPLACE FUNCTION units.add_place(kind text, label text, parent bigint DEFAULT NULL, code text DEFAULT NULL, capacity int DEFAULT NULL, of_unit bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require('place', 'create');
    IF coalesce(btrim(label), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写场所名称。', 'A place has a name.');
    ELSIF EXISTS (SELECT FROM units.place WHERE place.parent_id IS NOT DISTINCT FROM parent AND place.label = btrim(add_place.label) AND place.valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('这个场所已经登记。', 'This place is registered already.');
    END IF;
    INSERT INTO units.place (kind, label, parent_id, code, capacity, unit_id) VALUES (add_place.kind, btrim(add_place.label), parent, nullif(btrim(add_place.code), ''), add_place.capacity, of_unit)
    RETURNING id INTO made;
    PERFORM audit.record('write', 'place', made::text, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION units.add_place(text, text, bigint, text, int, bigint) IS '登记场所 | registers a place';

CREATE OR REPLACE FUNCTION units.end_place(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('place', 'edit');
    IF EXISTS (SELECT FROM units.place WHERE parent_id = of_record AND valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('其中还有在用的场所,请先停用它们。', 'Other places in it are in use; end those first.');
    END IF;
    UPDATE units.place SET valid = daterange(lower(valid), ref.today()) WHERE id = of_record AND valid @> ref.today();
    IF NOT FOUND THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('write', 'place', of_record::text, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION units.end_place(bigint) IS '停用场所 | a place is in use no longer';

CREATE OR REPLACE FUNCTION units.list_external_organizations(of_kind text DEFAULT NULL)
RETURNS TABLE (id bigint, name text, kind text, region text, contact_name text, contact_phone text, basis text, from_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('place', 'see');
    RETURN QUERY SELECT organization.id, organization.name, organization.kind, organization.region, organization.contact_name, organization.contact_phone, organization.basis, lower(organization.valid)
    FROM units.external_organization AS organization WHERE organization.valid @> ref.today() AND (of_kind IS NULL OR organization.kind = of_kind)
    ORDER BY organization.name COLLATE ref.pinyin LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION units.list_external_organizations(text) IS '外部单位一览 | organizations outside the school';

CREATE OR REPLACE FUNCTION units.add_external_organization(kind text, name text, region text DEFAULT NULL, contact_name text DEFAULT NULL, contact_phone text DEFAULT NULL,
    basis text DEFAULT NULL, from_day date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require('place', 'create');
    IF coalesce(btrim(name), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写单位名称。', 'An organization has a name.');
    ELSIF EXISTS (SELECT FROM units.external_organization AS earlier WHERE earlier.name = btrim(add_external_organization.name) AND earlier.valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('这个单位已经登记。', 'This organization is registered already.');
    END IF;
    INSERT INTO units.external_organization (kind, name, region, contact_name, contact_phone, basis, valid)
    VALUES (add_external_organization.kind, btrim(add_external_organization.name), nullif(btrim(add_external_organization.region), ''), nullif(btrim(add_external_organization.contact_name), ''),
            nullif(btrim(add_external_organization.contact_phone), ''), nullif(btrim(add_external_organization.basis), ''), daterange(coalesce(from_day, ref.today()), NULL)) RETURNING id INTO made;
    PERFORM audit.record('write', 'place', 'external_organization ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION units.add_external_organization(text, text, text, text, text, text, date) IS '登记外部单位 | registers an organization';

CREATE OR REPLACE FUNCTION units.end_external_organization(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('place', 'edit');
    UPDATE units.external_organization SET valid = daterange(least(lower(valid), ref.today() - 1), ref.today()) WHERE id = of_record AND valid @> ref.today();
    IF NOT FOUND THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('write', 'place', 'external_organization ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION units.end_external_organization(bigint) IS '结束与外部单位的联系 | the connection with an organization ends';
