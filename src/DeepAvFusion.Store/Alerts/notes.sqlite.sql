SELECT alert_id AS "AlertId", number AS "Number", at AS "At", kind AS "Kind", who AS "Who", words AS "Words" FROM alert_notes WHERE alert_id IN @Ids ORDER BY number
