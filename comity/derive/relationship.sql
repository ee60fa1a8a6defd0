SELECT
  CAST("owner" AS VARCHAR) AS "owner",
  CAST("person" AS VARCHAR) AS "person",
  CAST("sent" AS BIGINT) AS "sent",
  CAST("received" AS BIGINT) AS "received",
  CAST("unaddressed" AS BIGINT) AS "unaddressed",
  CAST("evidence_days" AS BIGINT) AS "evidence_days",
  CAST("sent_days" AS BIGINT) AS "sent_days",
  CAST("received_days" AS BIGINT) AS "received_days",
  CAST("sent_365d" AS BIGINT) AS "sent_365d",
  CAST("received_365d" AS BIGINT) AS "received_365d",
  CAST("days_365d" AS BIGINT) AS "days_365d",
  CAST("wrote_days_365d" AS BIGINT) AS "wrote_days_365d",
  CAST("heard_days_365d" AS BIGINT) AS "heard_days_365d",
  CAST("met_days_365d" AS BIGINT) AS "met_days_365d",
  CAST("sent_hl7d" AS DOUBLE) AS "sent_hl7d",
  CAST("sent_hl30d" AS DOUBLE) AS "sent_hl30d",
  CAST("sent_hl90d" AS DOUBLE) AS "sent_hl90d",
  CAST("sent_hl180d" AS DOUBLE) AS "sent_hl180d",
  CAST("sent_hl365d" AS DOUBLE) AS "sent_hl365d",
  CAST("received_hl7d" AS DOUBLE) AS "received_hl7d",
  CAST("received_hl30d" AS DOUBLE) AS "received_hl30d",
  CAST("received_hl90d" AS DOUBLE) AS "received_hl90d",
  CAST("received_hl180d" AS DOUBLE) AS "received_hl180d",
  CAST("received_hl365d" AS DOUBLE) AS "received_hl365d",
  CAST("days_hl7d" AS DOUBLE) AS "days_hl7d",
  CAST("days_hl30d" AS DOUBLE) AS "days_hl30d",
  CAST("sent_days_hl7d" AS DOUBLE) AS "sent_days_hl7d",
  CAST("sent_days_hl30d" AS DOUBLE) AS "sent_days_hl30d",
  CAST("sent_days_hl365d" AS DOUBLE) AS "sent_days_hl365d",
  CAST("weeks_hl90d" AS DOUBLE) AS "weeks_hl90d",
  CAST("weeks_hl365d" AS DOUBLE) AS "weeks_hl365d",
  CAST("first_at_us" AS BIGINT) AS "first_at_us",
  CAST("last_at_us" AS BIGINT) AS "last_at_us",
  CAST("last_sent_us" AS BIGINT) AS "last_sent_us",
  CAST("last_received_us" AS BIGINT) AS "last_received_us",
  CAST("last_interacted_us" AS BIGINT) AS "last_interacted_us",
  CAST("known_days" AS DOUBLE) AS "known_days",
  CAST("silent_days" AS DOUBLE) AS "silent_days",
  CAST("two_way_days" AS BIGINT) AS "two_way_days",
  CAST("initiated_by_me" AS BIGINT) AS "initiated_by_me",
  CAST("initiated_by_them" AS BIGINT) AS "initiated_by_them",
  CAST("help_given" AS BIGINT) AS "help_given",
  CAST("help_received" AS BIGINT) AS "help_received",
  CAST("asked_by_them" AS BIGINT) AS "asked_by_them",
  CAST("answered_by_me" AS BIGINT) AS "answered_by_me",
  CAST("guessed_by_me" AS BIGINT) AS "guessed_by_me",
  CAST("reply_rate_by_me" AS DOUBLE) AS "reply_rate_by_me",
  CAST("reply_gap_by_me_days" AS DOUBLE) AS "reply_gap_by_me_days",
  CAST("awaiting_me" AS BIGINT) AS "awaiting_me",
  CAST("asked_by_me" AS BIGINT) AS "asked_by_me",
  CAST("answered_by_them" AS BIGINT) AS "answered_by_them",
  CAST("guessed_by_them" AS BIGINT) AS "guessed_by_them",
  CAST("reply_rate_to_me" AS DOUBLE) AS "reply_rate_to_me",
  CAST("reply_gap_to_me_days" AS DOUBLE) AS "reply_gap_to_me_days",
  CAST("awaiting_them" AS BIGINT) AS "awaiting_them",
  CAST("usual_gap_days" AS DOUBLE) AS "usual_gap_days",
  CAST("gap_ratio" AS DOUBLE) AS "gap_ratio",
  CAST("meetings" AS BIGINT) AS "meetings",
  CAST("calls" AS BIGINT) AS "calls",
  CAST("owner_sent_days_hl7d" AS DOUBLE) AS "owner_sent_days_hl7d",
  CAST("owner_received_hl30d" AS DOUBLE) AS "owner_received_hl30d",
  CAST("owner_people_365d" AS BIGINT) AS "owner_people_365d",
  CAST("strength" AS DOUBLE) AS "strength",
  CAST("p_contact_7d" AS DOUBLE) AS "p_contact_7d",
  CAST("p_active_90d" AS DOUBLE) AS "p_active_90d",
  CAST("stage" AS VARCHAR) AS "stage"
FROM (
WITH "t16" AS (
  SELECT
    "t15"."owner",
    "t15"."person",
    "t15"."day",
    "t15"."first_us",
    "t15"."last_us",
    "t15"."first_addressed_us",
    "t15"."last_addressed_us",
    "t15"."last_sent_us",
    "t15"."last_received_us",
    "t15"."sent",
    "t15"."received",
    "t15"."sent_mail",
    "t15"."received_mail",
    "t15"."sent_message",
    "t15"."received_message",
    "t15"."meetings",
    "t15"."calls",
    "t15"."unaddressed",
    "t15"."initiated_by_me",
    "t15"."initiated_by_them",
    "t15"."help_given",
    "t15"."help_received",
    "t15"."weight",
    GETVARIABLE('as_of_day') - "t15"."day" AS "age_days"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM "person_day" AS "t2"
        WHERE
          "t2"."day" < GETVARIABLE('as_of_day')
      ) AS "t5"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t8"."owner",
            "t8"."person",
            "t8"."day",
            MIN("t8"."at_us") AS "first_us",
            MAX("t8"."at_us") AS "last_us",
            MIN("t8"."at_us") FILTER(WHERE
              "t8"."addressed") AS "first_addressed_us",
            MAX("t8"."at_us") FILTER(WHERE
              "t8"."addressed") AS "last_addressed_us",
            MAX("t8"."at_us") FILTER(WHERE
              "t8"."by_me") AS "last_sent_us",
            MAX("t8"."at_us") FILTER(WHERE
              "t8"."by_them") AS "last_received_us",
            COUNT(*) FILTER(WHERE
              "t8"."by_me") AS "sent",
            COUNT(*) FILTER(WHERE
              "t8"."by_them") AS "received",
            COUNT(*) FILTER(WHERE
              "t8"."by_me" AND (
                "t8"."interaction" = 'mail'
              )) AS "sent_mail",
            COUNT(*) FILTER(WHERE
              "t8"."by_them" AND (
                "t8"."interaction" = 'mail'
              )) AS "received_mail",
            COUNT(*) FILTER(WHERE
              "t8"."by_me" AND (
                "t8"."interaction" = 'message'
              )) AS "sent_message",
            COUNT(*) FILTER(WHERE
              "t8"."by_them" AND (
                "t8"."interaction" = 'message'
              )) AS "received_message",
            COUNT(*) FILTER(WHERE
              "t8"."addressed" AND (
                "t8"."interaction" = 'meeting'
              )) AS "meetings",
            COUNT(*) FILTER(WHERE
              "t8"."addressed" AND (
                "t8"."interaction" = 'call'
              )) AS "calls",
            COUNT(*) FILTER(WHERE
              NOT (
                "t8"."addressed"
              )) AS "unaddressed",
            COUNT(*) FILTER(WHERE
              "t8"."initiates" AND (
                "t8"."direction" = 'out'
              )) AS "initiated_by_me",
            COUNT(*) FILTER(WHERE
              "t8"."initiates" AND (
                "t8"."direction" = 'in'
              )) AS "initiated_by_them",
            COUNT(*) FILTER(WHERE
              "t8"."help" = 'given') AS "help_given",
            COUNT(*) FILTER(WHERE
              "t8"."help" = 'received') AS "help_received",
            COALESCE(
              MAX(
                CASE WHEN "t8"."by_me" THEN 5.0 ELSE 1.0 END / SQRT(CAST(GREATEST(COALESCE("t8"."recipients", 1), 1) AS DOUBLE))
              ) FILTER(WHERE
                "t8"."addressed"),
              0.0
            ) AS "weight"
          FROM (
            SELECT
              "t6"."owner",
              "t6"."person",
              "t6"."key",
              "t6"."at_us",
              "t6"."day",
              "t6"."direction",
              "t6"."channel",
              "t6"."interaction",
              (
                "t6"."addressed" IS NOT NULL
              ) AND "t6"."addressed" AS "addressed",
              "t6"."recipients",
              (
                "t6"."addressed" IS NOT NULL
              ) AND "t6"."addressed" AND "t6"."initiates" AS "initiates",
              "t6"."help",
              (
                "t6"."addressed" IS NOT NULL
              )
              AND "t6"."addressed"
              AND "t6"."direction" IN ('out', 'both') AS "by_me",
              (
                "t6"."addressed" IS NOT NULL
              )
              AND "t6"."addressed"
              AND "t6"."direction" IN ('in', 'both') AS "by_them"
            FROM (
              SELECT
                *
              FROM "contact" AS "t3"
              WHERE
                "t3"."day" = GETVARIABLE('as_of_day') AND "t3"."at_us" <= GETVARIABLE('as_of_us')
            ) AS "t6"
            WHERE
              "t6"."at_us" IS NOT NULL AND "t6"."day" IS NOT NULL
          ) AS "t8"
          GROUP BY
            1,
            2,
            3
        ) AS "t10"
      ) AS "t11"
    ) AS "t13"
    WHERE
      "t13"."day" <= GETVARIABLE('as_of_day')
      AND "t13"."first_us" <= GETVARIABLE('as_of_us')
  ) AS "t15"
), "t26" AS (
  SELECT
    "t25"."owner",
    "t25"."person",
    "t25"."sent",
    "t25"."received",
    "t25"."unaddressed",
    "t25"."evidence_days",
    "t25"."sent_days",
    "t25"."received_days",
    "t25"."sent_365d",
    "t25"."received_365d",
    "t25"."days_365d",
    "t25"."wrote_days_365d",
    "t25"."heard_days_365d",
    "t25"."sent_hl7d",
    "t25"."sent_hl30d",
    "t25"."sent_hl90d",
    "t25"."sent_hl180d",
    "t25"."sent_hl365d",
    "t25"."received_hl7d",
    "t25"."received_hl30d",
    "t25"."received_hl90d",
    "t25"."received_hl180d",
    "t25"."received_hl365d",
    "t25"."days_hl7d",
    "t25"."days_hl30d",
    "t25"."sent_days_hl7d",
    "t25"."sent_days_hl30d",
    "t25"."sent_days_hl365d",
    "t25"."first_at_us",
    "t25"."last_at_us",
    "t25"."last_sent_us",
    "t25"."last_received_us",
    "t25"."last_interacted_us",
    "t25"."initiated_by_me",
    "t25"."initiated_by_them",
    "t25"."help_given",
    "t25"."help_received",
    "t25"."first_day",
    "t25"."last_day",
    "t25"."meetings",
    "t25"."calls",
    "t25"."met_days_365d",
    "t25"."score",
    "t25"."weeks_hl90d",
    "t25"."weeks_hl365d",
    CAST(GETVARIABLE('as_of_us') - "t25"."first_at_us" AS DOUBLE) / 86400000000.0 AS "known_days",
    CAST(GETVARIABLE('as_of_us') - "t25"."last_at_us" AS DOUBLE) / 86400000000.0 AS "silent_days",
    LEAST("t25"."sent_days", "t25"."received_days") AS "two_way_days",
    CASE
      WHEN "t25"."evidence_days" >= 3
      THEN (
        "t25"."last_day" - "t25"."first_day"
      ) / NULLIF("t25"."evidence_days" - 1, 0)
      ELSE CAST(NULL AS DOUBLE)
    END AS "usual_gap_days"
  FROM (
    SELECT
      "t24"."owner",
      "t24"."person",
      "t24"."sent",
      "t24"."received",
      "t24"."unaddressed",
      "t24"."evidence_days",
      "t24"."sent_days",
      "t24"."received_days",
      "t24"."sent_365d",
      "t24"."received_365d",
      "t24"."days_365d",
      "t24"."wrote_days_365d",
      "t24"."heard_days_365d",
      "t24"."sent_hl7d",
      "t24"."sent_hl30d",
      "t24"."sent_hl90d",
      "t24"."sent_hl180d",
      "t24"."sent_hl365d",
      "t24"."received_hl7d",
      "t24"."received_hl30d",
      "t24"."received_hl90d",
      "t24"."received_hl180d",
      "t24"."received_hl365d",
      "t24"."days_hl7d",
      "t24"."days_hl30d",
      "t24"."sent_days_hl7d",
      "t24"."sent_days_hl30d",
      "t24"."sent_days_hl365d",
      "t24"."first_at_us",
      "t24"."last_at_us",
      "t24"."last_sent_us",
      "t24"."last_received_us",
      "t24"."last_interacted_us",
      "t24"."initiated_by_me",
      "t24"."initiated_by_them",
      "t24"."help_given",
      "t24"."help_received",
      "t24"."first_day",
      "t24"."last_day",
      "t24"."meetings",
      "t24"."calls",
      "t24"."met_days_365d",
      "t24"."score",
      COALESCE("t24"."weeks_hl90d", 0.0) AS "weeks_hl90d",
      COALESCE("t24"."weeks_hl365d", 0.0) AS "weeks_hl365d"
    FROM (
      SELECT
        "t21"."owner",
        "t21"."person",
        "t21"."sent",
        "t21"."received",
        "t21"."unaddressed",
        "t21"."evidence_days",
        "t21"."sent_days",
        "t21"."received_days",
        "t21"."sent_365d",
        "t21"."received_365d",
        "t21"."days_365d",
        "t21"."wrote_days_365d",
        "t21"."heard_days_365d",
        "t21"."sent_hl7d",
        "t21"."sent_hl30d",
        "t21"."sent_hl90d",
        "t21"."sent_hl180d",
        "t21"."sent_hl365d",
        "t21"."received_hl7d",
        "t21"."received_hl30d",
        "t21"."received_hl90d",
        "t21"."received_hl180d",
        "t21"."received_hl365d",
        "t21"."days_hl7d",
        "t21"."days_hl30d",
        "t21"."sent_days_hl7d",
        "t21"."sent_days_hl30d",
        "t21"."sent_days_hl365d",
        "t21"."first_at_us",
        "t21"."last_at_us",
        "t21"."last_sent_us",
        "t21"."last_received_us",
        "t21"."last_interacted_us",
        "t21"."initiated_by_me",
        "t21"."initiated_by_them",
        "t21"."help_given",
        "t21"."help_received",
        "t21"."first_day",
        "t21"."last_day",
        "t21"."meetings",
        "t21"."calls",
        "t21"."met_days_365d",
        "t21"."score",
        "t23"."weeks_hl90d",
        "t23"."weeks_hl365d"
      FROM (
        SELECT
          "t17"."owner",
          "t17"."person",
          SUM("t17"."sent") AS "sent",
          SUM("t17"."received") AS "received",
          SUM("t17"."unaddressed") AS "unaddressed",
          COUNT(*) FILTER(WHERE
            (
              "t17"."sent" > 0
            ) OR (
              "t17"."received" > 0
            )) AS "evidence_days",
          COUNT(*) FILTER(WHERE
            "t17"."sent" > 0) AS "sent_days",
          COUNT(*) FILTER(WHERE
            "t17"."received" > 0) AS "received_days",
          COALESCE(SUM("t17"."sent") FILTER(WHERE
            "t17"."age_days" < 365), 0) AS "sent_365d",
          COALESCE(SUM("t17"."received") FILTER(WHERE
            "t17"."age_days" < 365), 0) AS "received_365d",
          COUNT(*) FILTER(WHERE
            (
              "t17"."age_days" < 365
            )
            AND (
              (
                "t17"."sent" > 0
              ) OR (
                "t17"."received" > 0
              )
            )) AS "days_365d",
          COUNT(*) FILTER(WHERE
            (
              "t17"."age_days" < 365
            )
            AND (
              (
                "t17"."sent_mail" + "t17"."sent_message"
              ) > 0
            )) AS "wrote_days_365d",
          COUNT(*) FILTER(WHERE
            (
              "t17"."age_days" < 365
            )
            AND (
              (
                "t17"."received_mail" + "t17"."received_message"
              ) > 0
            )) AS "heard_days_365d",
          SUM(
            "t17"."sent" * (
              POWER(2.0, (
                -(
                  CAST("t17"."age_days" AS DOUBLE)
                ) / 7.0
              ))
            )
          ) AS "sent_hl7d",
          SUM(
            "t17"."sent" * (
              POWER(2.0, (
                -(
                  CAST("t17"."age_days" AS DOUBLE)
                ) / 30.0
              ))
            )
          ) AS "sent_hl30d",
          SUM(
            "t17"."sent" * (
              POWER(2.0, (
                -(
                  CAST("t17"."age_days" AS DOUBLE)
                ) / 90.0
              ))
            )
          ) AS "sent_hl90d",
          SUM(
            "t17"."sent" * (
              POWER(2.0, (
                -(
                  CAST("t17"."age_days" AS DOUBLE)
                ) / 180.0
              ))
            )
          ) AS "sent_hl180d",
          SUM(
            "t17"."sent" * (
              POWER(2.0, (
                -(
                  CAST("t17"."age_days" AS DOUBLE)
                ) / 365.0
              ))
            )
          ) AS "sent_hl365d",
          SUM(
            "t17"."received" * (
              POWER(2.0, (
                -(
                  CAST("t17"."age_days" AS DOUBLE)
                ) / 7.0
              ))
            )
          ) AS "received_hl7d",
          SUM(
            "t17"."received" * (
              POWER(2.0, (
                -(
                  CAST("t17"."age_days" AS DOUBLE)
                ) / 30.0
              ))
            )
          ) AS "received_hl30d",
          SUM(
            "t17"."received" * (
              POWER(2.0, (
                -(
                  CAST("t17"."age_days" AS DOUBLE)
                ) / 90.0
              ))
            )
          ) AS "received_hl90d",
          SUM(
            "t17"."received" * (
              POWER(2.0, (
                -(
                  CAST("t17"."age_days" AS DOUBLE)
                ) / 180.0
              ))
            )
          ) AS "received_hl180d",
          SUM(
            "t17"."received" * (
              POWER(2.0, (
                -(
                  CAST("t17"."age_days" AS DOUBLE)
                ) / 365.0
              ))
            )
          ) AS "received_hl365d",
          COALESCE(
            SUM(POWER(2.0, (
              -(
                CAST("t17"."age_days" AS DOUBLE)
              ) / 7.0
            ))) FILTER(WHERE
              (
                "t17"."sent" > 0
              ) OR (
                "t17"."received" > 0
              )),
            0.0
          ) AS "days_hl7d",
          COALESCE(
            SUM(POWER(2.0, (
              -(
                CAST("t17"."age_days" AS DOUBLE)
              ) / 30.0
            ))) FILTER(WHERE
              (
                "t17"."sent" > 0
              ) OR (
                "t17"."received" > 0
              )),
            0.0
          ) AS "days_hl30d",
          COALESCE(
            SUM(POWER(2.0, (
              -(
                CAST("t17"."age_days" AS DOUBLE)
              ) / 7.0
            ))) FILTER(WHERE
              "t17"."sent" > 0),
            0.0
          ) AS "sent_days_hl7d",
          COALESCE(
            SUM(POWER(2.0, (
              -(
                CAST("t17"."age_days" AS DOUBLE)
              ) / 30.0
            ))) FILTER(WHERE
              "t17"."sent" > 0),
            0.0
          ) AS "sent_days_hl30d",
          COALESCE(
            SUM(POWER(2.0, (
              -(
                CAST("t17"."age_days" AS DOUBLE)
              ) / 365.0
            ))) FILTER(WHERE
              "t17"."sent" > 0),
            0.0
          ) AS "sent_days_hl365d",
          MIN("t17"."first_addressed_us") AS "first_at_us",
          MAX("t17"."last_addressed_us") AS "last_at_us",
          MAX("t17"."last_sent_us") AS "last_sent_us",
          MAX("t17"."last_received_us") AS "last_received_us",
          MAX("t17"."last_us") AS "last_interacted_us",
          SUM("t17"."initiated_by_me") AS "initiated_by_me",
          SUM("t17"."initiated_by_them") AS "initiated_by_them",
          SUM("t17"."help_given") AS "help_given",
          SUM("t17"."help_received") AS "help_received",
          MIN("t17"."day") FILTER(WHERE
            "t17"."first_addressed_us" IS NOT NULL) AS "first_day",
          MAX("t17"."day") FILTER(WHERE
            "t17"."first_addressed_us" IS NOT NULL) AS "last_day",
          SUM("t17"."meetings") AS "meetings",
          SUM("t17"."calls") AS "calls",
          COUNT(*) FILTER(WHERE
            (
              (
                "t17"."meetings" + "t17"."calls"
              ) > 0
            )
            AND (
              "t17"."age_days" < 365
            )) AS "met_days_365d",
          SUM(
            CAST(ROUND(
              "t17"."weight" * (
                POWER(2.0, (
                  -(
                    CAST("t17"."age_days" AS DOUBLE)
                  ) / 90.0
                ))
              ) * 1000000000.0,
              0
            ) AS BIGINT)
          ) FILTER(WHERE
            "t17"."weight" > 0) AS "score"
        FROM "t16" AS "t17"
        GROUP BY
          1,
          2
      ) AS "t21"
      LEFT OUTER JOIN (
        SELECT
          "t19"."owner",
          "t19"."person",
          SUM(POWER(2.0, (
            -(
              CAST("t19"."age_days" AS DOUBLE)
            ) / 90.0
          ))) AS "weeks_hl90d",
          SUM(POWER(2.0, (
            -(
              CAST("t19"."age_days" AS DOUBLE)
            ) / 365.0
          ))) AS "weeks_hl365d"
        FROM (
          SELECT
            "t18"."owner",
            "t18"."person",
            CAST(FLOOR(CAST("t18"."day" + 3 AS DOUBLE) / 7.0) AS BIGINT) AS "week",
            MIN("t18"."age_days") AS "age_days"
          FROM (
            SELECT
              *
            FROM "t16" AS "t17"
            WHERE
              (
                "t17"."sent" > 0
              ) OR (
                "t17"."received" > 0
              )
          ) AS "t18"
          GROUP BY
            1,
            2,
            3
        ) AS "t19"
        GROUP BY
          1,
          2
      ) AS "t23"
        ON "t21"."owner" = "t23"."owner" AND "t21"."person" = "t23"."person"
    ) AS "t24"
  ) AS "t25"
), "t28" AS (
  SELECT
    "t27"."owner",
    "t27"."person",
    "t27"."sent",
    "t27"."received",
    "t27"."unaddressed",
    "t27"."evidence_days",
    "t27"."sent_days",
    "t27"."received_days",
    "t27"."sent_365d",
    "t27"."received_365d",
    "t27"."days_365d",
    "t27"."wrote_days_365d",
    "t27"."heard_days_365d",
    "t27"."sent_hl7d",
    "t27"."sent_hl30d",
    "t27"."sent_hl90d",
    "t27"."sent_hl180d",
    "t27"."sent_hl365d",
    "t27"."received_hl7d",
    "t27"."received_hl30d",
    "t27"."received_hl90d",
    "t27"."received_hl180d",
    "t27"."received_hl365d",
    "t27"."days_hl7d",
    "t27"."days_hl30d",
    "t27"."sent_days_hl7d",
    "t27"."sent_days_hl30d",
    "t27"."sent_days_hl365d",
    "t27"."first_at_us",
    "t27"."last_at_us",
    "t27"."last_sent_us",
    "t27"."last_received_us",
    "t27"."last_interacted_us",
    "t27"."initiated_by_me",
    "t27"."initiated_by_them",
    "t27"."help_given",
    "t27"."help_received",
    "t27"."first_day",
    "t27"."last_day",
    "t27"."meetings",
    "t27"."calls",
    "t27"."met_days_365d",
    "t27"."score",
    "t27"."weeks_hl90d",
    "t27"."weeks_hl365d",
    "t27"."known_days",
    "t27"."silent_days",
    "t27"."two_way_days",
    "t27"."usual_gap_days",
    "t27"."silent_days" / "t27"."usual_gap_days" AS "gap_ratio"
  FROM "t26" AS "t27"
)
SELECT
  "t40"."owner",
  "t40"."person",
  "t40"."sent",
  "t40"."received",
  "t40"."unaddressed",
  "t40"."evidence_days",
  "t40"."sent_days",
  "t40"."received_days",
  "t40"."sent_365d",
  "t40"."received_365d",
  "t40"."days_365d",
  "t40"."wrote_days_365d",
  "t40"."heard_days_365d",
  "t40"."met_days_365d",
  "t40"."sent_hl7d",
  "t40"."sent_hl30d",
  "t40"."sent_hl90d",
  "t40"."sent_hl180d",
  "t40"."sent_hl365d",
  "t40"."received_hl7d",
  "t40"."received_hl30d",
  "t40"."received_hl90d",
  "t40"."received_hl180d",
  "t40"."received_hl365d",
  "t40"."days_hl7d",
  "t40"."days_hl30d",
  "t40"."sent_days_hl7d",
  "t40"."sent_days_hl30d",
  "t40"."sent_days_hl365d",
  "t40"."weeks_hl90d",
  "t40"."weeks_hl365d",
  "t40"."first_at_us",
  "t40"."last_at_us",
  "t40"."last_sent_us",
  "t40"."last_received_us",
  "t40"."last_interacted_us",
  "t40"."known_days",
  "t40"."silent_days",
  "t40"."two_way_days",
  "t40"."initiated_by_me",
  "t40"."initiated_by_them",
  "t40"."help_given",
  "t40"."help_received",
  "t40"."asked_by_them",
  "t40"."answered_by_me",
  "t40"."guessed_by_me",
  "t40"."reply_rate_by_me",
  "t40"."reply_gap_by_me_days",
  "t40"."awaiting_me",
  "t40"."asked_by_me",
  "t40"."answered_by_them",
  "t40"."guessed_by_them",
  "t40"."reply_rate_to_me",
  "t40"."reply_gap_to_me_days",
  "t40"."awaiting_them",
  "t40"."usual_gap_days",
  "t40"."gap_ratio",
  "t40"."meetings",
  "t40"."calls",
  "t40"."owner_sent_days_hl7d",
  "t40"."owner_received_hl30d",
  "t40"."owner_people_365d",
  "t40"."strength",
  "t40"."p_contact_7d",
  "t40"."p_active_90d",
  CASE
    WHEN (
      "t40"."two_way_days" >= 3
    )
    AND (
      (
        "t40"."gap_ratio" >= 8
      )
      OR (
        (
          COALESCE("t40"."p_active_90d", 0.0) < 0.5
        )
        AND (
          "t40"."silent_days" > 180
        )
      )
    )
    AND (
      (
        "t40"."two_way_days" < 12
      )
      AND (
        (
          "t40"."known_days" - "t40"."silent_days"
        ) <= 60
      )
    )
    THEN 'brief'
    WHEN (
      "t40"."two_way_days" >= 3
    )
    AND (
      (
        "t40"."gap_ratio" >= 8
      )
      OR (
        (
          COALESCE("t40"."p_active_90d", 0.0) < 0.5
        )
        AND (
          "t40"."silent_days" > 180
        )
      )
    )
    THEN 'resting'
    WHEN (
      "t40"."two_way_days" >= 12
    )
    AND (
      (
        "t40"."known_days" - "t40"."silent_days"
      ) >= 180
    )
    THEN 'established'
    WHEN "t40"."two_way_days" >= 3
    THEN 'growing'
    WHEN (
      "t40"."two_way_days" > 0
    ) AND (
      "t40"."silent_days" <= 365
    )
    THEN 'sprouting'
    WHEN (
      "t40"."evidence_days" > 0
    ) AND (
      "t40"."silent_days" <= 90
    )
    THEN 'planted'
    ELSE 'listed'
  END AS "stage"
FROM (
  SELECT
    "t39"."owner",
    "t39"."person",
    "t39"."sent",
    "t39"."received",
    "t39"."unaddressed",
    "t39"."evidence_days",
    "t39"."sent_days",
    "t39"."received_days",
    "t39"."sent_365d",
    "t39"."received_365d",
    "t39"."days_365d",
    "t39"."wrote_days_365d",
    "t39"."heard_days_365d",
    "t39"."sent_hl7d",
    "t39"."sent_hl30d",
    "t39"."sent_hl90d",
    "t39"."sent_hl180d",
    "t39"."sent_hl365d",
    "t39"."received_hl7d",
    "t39"."received_hl30d",
    "t39"."received_hl90d",
    "t39"."received_hl180d",
    "t39"."received_hl365d",
    "t39"."days_hl7d",
    "t39"."days_hl30d",
    "t39"."sent_days_hl7d",
    "t39"."sent_days_hl30d",
    "t39"."sent_days_hl365d",
    "t39"."first_at_us",
    "t39"."last_at_us",
    "t39"."last_sent_us",
    "t39"."last_received_us",
    "t39"."last_interacted_us",
    "t39"."initiated_by_me",
    "t39"."initiated_by_them",
    "t39"."help_given",
    "t39"."help_received",
    "t39"."first_day",
    "t39"."last_day",
    "t39"."meetings",
    "t39"."calls",
    "t39"."met_days_365d",
    "t39"."score",
    "t39"."weeks_hl90d",
    "t39"."weeks_hl365d",
    "t39"."known_days",
    "t39"."silent_days",
    "t39"."two_way_days",
    "t39"."usual_gap_days",
    "t39"."gap_ratio",
    "t39"."owner_sent_days_hl7d",
    "t39"."owner_received_hl30d",
    "t39"."owner_people_365d",
    "t39"."strength",
    "t39"."asked_by_them",
    "t39"."answered_by_me",
    "t39"."guessed_by_me",
    "t39"."reply_rate_by_me",
    "t39"."reply_gap_by_me_days",
    "t39"."awaiting_me",
    "t39"."asked_by_me",
    "t39"."answered_by_them",
    "t39"."guessed_by_them",
    "t39"."reply_rate_to_me",
    "t39"."reply_gap_to_me_days",
    "t39"."awaiting_them",
    CASE
      WHEN "t39"."days_365d" > 0
      THEN 1.0 / (
        EXP(
          -(
            (
              LN(COALESCE("t39"."silent_days", 0) + 0 + 1.0) * -0.202
            ) + -2.4429 + (
              LN(COALESCE("t39"."weeks_hl90d", 0) + 0 + 1.0) * 0.3802
            ) + (
              LN(COALESCE("t39"."weeks_hl365d", 0) + 0 + 1.0) * 0.0624
            ) + (
              LN(COALESCE("t39"."days_hl7d", 0) + 0 + 1.0) * 0.2373
            ) + (
              LN(COALESCE("t39"."days_hl30d", 0) + 0 + 1.0) * -0.0058
            ) + (
              LN(COALESCE("t39"."usual_gap_days", 0) + 0 + 1.0) * 0.1659
            ) + (
              LN(COALESCE("t39"."sent_365d", 0) + 0 + COALESCE("t39"."received_365d", 0) + 1.0) * -0.0802
            ) + (
              LN(COALESCE("t39"."sent_hl7d", 0) + 0 + 1.0) * 0.2416
            ) + (
              LN(COALESCE("t39"."sent_days_hl30d", 0) + 0 + 1.0) * 0.4046
            ) + (
              LN(COALESCE("t39"."sent_days_hl365d", 0) + 0 + 1.0) * 0.6314
            ) + (
              LN(COALESCE("t39"."owner_sent_days_hl7d", 0) + 0 + 1.0) * 0.2195
            ) + (
              LN(COALESCE("t39"."owner_received_hl30d", 0) + 0 + 1.0) * 0.0313
            ) + (
              LN(COALESCE("t39"."owner_people_365d", 0) + 0 + 1.0) * -0.2115
            ) + (
              LN(COALESCE("t39"."known_days", 0) + 0 + 1.0) * -0.2365
            )
          )
        ) + 1.0
      )
      ELSE CAST(NULL AS DOUBLE)
    END AS "p_contact_7d",
    CASE
      WHEN "t39"."days_365d" > 0
      THEN 1.0 / (
        EXP(
          -(
            COALESCE("t4"."intercept", 0.0) + (
              COALESCE("t4"."slope", 1.0) * (
                (
                  LN(COALESCE("t39"."silent_days", 0) + 0 + 1.0) * -0.1334
                ) + -2.1467 + (
                  LN(COALESCE("t39"."weeks_hl90d", 0) + 0 + 1.0) * 0.6773
                ) + (
                  LN(COALESCE("t39"."weeks_hl365d", 0) + 0 + 1.0) * 0.4462
                ) + (
                  LN(COALESCE("t39"."days_hl7d", 0) + 0 + 1.0) * 0.3693
                ) + (
                  LN(COALESCE("t39"."days_hl30d", 0) + 0 + 1.0) * 0.5095
                ) + (
                  LN(COALESCE("t39"."usual_gap_days", 0) + 0 + 1.0) * 0.0778
                ) + (
                  LN(COALESCE("t39"."sent_365d", 0) + 0 + COALESCE("t39"."received_365d", 0) + 1.0) * 0.1056
                ) + (
                  LN(COALESCE("t39"."sent_hl7d", 0) + 0 + 1.0) * 0.0352
                ) + (
                  LN(COALESCE("t39"."sent_days_hl30d", 0) + 0 + 1.0) * 0.1736
                ) + (
                  LN(COALESCE("t39"."sent_days_hl365d", 0) + 0 + 1.0) * -0.0224
                ) + (
                  LN(COALESCE("t39"."owner_sent_days_hl7d", 0) + 0 + 1.0) * 0.0549
                ) + (
                  LN(COALESCE("t39"."owner_received_hl30d", 0) + 0 + 1.0) * 0.1575
                ) + (
                  LN(COALESCE("t39"."owner_people_365d", 0) + 0 + 1.0) * -0.2016
                ) + (
                  LN(COALESCE("t39"."known_days", 0) + 0 + 1.0) * 0.143
                )
              )
            )
          )
        ) + 1.0
      )
      ELSE CAST(NULL AS DOUBLE)
    END AS "p_active_90d"
  FROM (
    SELECT
      "t37"."owner",
      "t37"."person",
      "t37"."sent",
      "t37"."received",
      "t37"."unaddressed",
      "t37"."evidence_days",
      "t37"."sent_days",
      "t37"."received_days",
      "t37"."sent_365d",
      "t37"."received_365d",
      "t37"."days_365d",
      "t37"."wrote_days_365d",
      "t37"."heard_days_365d",
      "t37"."sent_hl7d",
      "t37"."sent_hl30d",
      "t37"."sent_hl90d",
      "t37"."sent_hl180d",
      "t37"."sent_hl365d",
      "t37"."received_hl7d",
      "t37"."received_hl30d",
      "t37"."received_hl90d",
      "t37"."received_hl180d",
      "t37"."received_hl365d",
      "t37"."days_hl7d",
      "t37"."days_hl30d",
      "t37"."sent_days_hl7d",
      "t37"."sent_days_hl30d",
      "t37"."sent_days_hl365d",
      "t37"."first_at_us",
      "t37"."last_at_us",
      "t37"."last_sent_us",
      "t37"."last_received_us",
      "t37"."last_interacted_us",
      "t37"."initiated_by_me",
      "t37"."initiated_by_them",
      "t37"."help_given",
      "t37"."help_received",
      "t37"."first_day",
      "t37"."last_day",
      "t37"."meetings",
      "t37"."calls",
      "t37"."met_days_365d",
      "t37"."score",
      "t37"."weeks_hl90d",
      "t37"."weeks_hl365d",
      "t37"."known_days",
      "t37"."silent_days",
      "t37"."two_way_days",
      "t37"."usual_gap_days",
      "t37"."gap_ratio",
      "t37"."owner_sent_days_hl7d",
      "t37"."owner_received_hl30d",
      "t37"."owner_people_365d",
      "t37"."strength",
      COALESCE("t37"."asked_by_them", 0) AS "asked_by_them",
      COALESCE("t37"."answered_by_me", 0) AS "answered_by_me",
      COALESCE("t37"."guessed_by_me", 0) AS "guessed_by_me",
      "t37"."reply_rate_by_me",
      "t37"."reply_gap_by_me_days",
      COALESCE("t37"."awaiting_me", 0) AS "awaiting_me",
      COALESCE("t37"."asked_by_me", 0) AS "asked_by_me",
      COALESCE("t37"."answered_by_them", 0) AS "answered_by_them",
      COALESCE("t37"."guessed_by_them", 0) AS "guessed_by_them",
      "t37"."reply_rate_to_me",
      "t37"."reply_gap_to_me_days",
      COALESCE("t37"."awaiting_them", 0) AS "awaiting_them"
    FROM (
      SELECT
        "t31"."owner",
        "t31"."person",
        "t31"."sent",
        "t31"."received",
        "t31"."unaddressed",
        "t31"."evidence_days",
        "t31"."sent_days",
        "t31"."received_days",
        "t31"."sent_365d",
        "t31"."received_365d",
        "t31"."days_365d",
        "t31"."wrote_days_365d",
        "t31"."heard_days_365d",
        "t31"."sent_hl7d",
        "t31"."sent_hl30d",
        "t31"."sent_hl90d",
        "t31"."sent_hl180d",
        "t31"."sent_hl365d",
        "t31"."received_hl7d",
        "t31"."received_hl30d",
        "t31"."received_hl90d",
        "t31"."received_hl180d",
        "t31"."received_hl365d",
        "t31"."days_hl7d",
        "t31"."days_hl30d",
        "t31"."sent_days_hl7d",
        "t31"."sent_days_hl30d",
        "t31"."sent_days_hl365d",
        "t31"."first_at_us",
        "t31"."last_at_us",
        "t31"."last_sent_us",
        "t31"."last_received_us",
        "t31"."last_interacted_us",
        "t31"."initiated_by_me",
        "t31"."initiated_by_them",
        "t31"."help_given",
        "t31"."help_received",
        "t31"."first_day",
        "t31"."last_day",
        "t31"."meetings",
        "t31"."calls",
        "t31"."met_days_365d",
        "t31"."score",
        "t31"."weeks_hl90d",
        "t31"."weeks_hl365d",
        "t31"."known_days",
        "t31"."silent_days",
        "t31"."two_way_days",
        "t31"."usual_gap_days",
        "t31"."gap_ratio",
        "t34"."owner_sent_days_hl7d",
        "t34"."owner_received_hl30d",
        "t34"."owner_people_365d",
        "t36"."strength",
        "t14"."asked_by_them",
        "t14"."answered_by_me",
        "t14"."guessed_by_me",
        "t14"."reply_rate_by_me",
        "t14"."reply_gap_by_me_days",
        "t14"."awaiting_me",
        "t14"."asked_by_me",
        "t14"."answered_by_them",
        "t14"."guessed_by_them",
        "t14"."reply_rate_to_me",
        "t14"."reply_gap_to_me_days",
        "t14"."awaiting_them"
      FROM "t28" AS "t31"
      LEFT OUTER JOIN (
        SELECT
          "t30"."owner",
          SUM("t30"."sent_days_hl7d") AS "owner_sent_days_hl7d",
          SUM("t30"."received_hl30d") AS "owner_received_hl30d",
          COUNT(*) FILTER(WHERE
            "t30"."days_365d" > 0) AS "owner_people_365d"
        FROM "t28" AS "t30"
        GROUP BY
          1
      ) AS "t34"
        ON "t31"."owner" = "t34"."owner"
      LEFT OUTER JOIN (
        SELECT
          "t32"."owner",
          "t32"."score",
          (
            SUM("t32"."equal") OVER (
              PARTITION BY "t32"."owner"
              ORDER BY "t32"."score" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) - (
              CAST("t32"."equal" - 1 AS DOUBLE) / 2.0
            )
          ) / SUM("t32"."equal") OVER (
            PARTITION BY "t32"."owner"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "strength"
        FROM (
          SELECT
            "t29"."owner",
            "t29"."score",
            COUNT(*) AS "equal"
          FROM (
            SELECT
              "t27"."owner",
              "t27"."person",
              "t27"."sent",
              "t27"."received",
              "t27"."unaddressed",
              "t27"."evidence_days",
              "t27"."sent_days",
              "t27"."received_days",
              "t27"."sent_365d",
              "t27"."received_365d",
              "t27"."days_365d",
              "t27"."wrote_days_365d",
              "t27"."heard_days_365d",
              "t27"."sent_hl7d",
              "t27"."sent_hl30d",
              "t27"."sent_hl90d",
              "t27"."sent_hl180d",
              "t27"."sent_hl365d",
              "t27"."received_hl7d",
              "t27"."received_hl30d",
              "t27"."received_hl90d",
              "t27"."received_hl180d",
              "t27"."received_hl365d",
              "t27"."days_hl7d",
              "t27"."days_hl30d",
              "t27"."sent_days_hl7d",
              "t27"."sent_days_hl30d",
              "t27"."sent_days_hl365d",
              "t27"."first_at_us",
              "t27"."last_at_us",
              "t27"."last_sent_us",
              "t27"."last_received_us",
              "t27"."last_interacted_us",
              "t27"."initiated_by_me",
              "t27"."initiated_by_them",
              "t27"."help_given",
              "t27"."help_received",
              "t27"."first_day",
              "t27"."last_day",
              "t27"."meetings",
              "t27"."calls",
              "t27"."met_days_365d",
              "t27"."score",
              "t27"."weeks_hl90d",
              "t27"."weeks_hl365d",
              "t27"."known_days",
              "t27"."silent_days",
              "t27"."two_way_days",
              "t27"."usual_gap_days",
              "t27"."silent_days" / "t27"."usual_gap_days" AS "gap_ratio"
            FROM "t26" AS "t27"
            WHERE
              "t27"."score" IS NOT NULL
          ) AS "t29"
          GROUP BY
            1,
            2
        ) AS "t32"
      ) AS "t36"
        ON "t31"."owner" = "t36"."owner" AND "t31"."score" = "t36"."score"
      LEFT OUTER JOIN (
        SELECT
          "t9"."owner",
          "t9"."person",
          COUNT(*) FILTER(WHERE
            (
              "t9"."direction" = 'in'
            ) AND "t9"."closed") AS "asked_by_them",
          COUNT(*) FILTER(WHERE
            (
              "t9"."direction" = 'in'
            ) AND "t9"."closed" AND "t9"."answered") AS "answered_by_me",
          COUNT(*) FILTER(WHERE
            (
              "t9"."direction" = 'in'
            )
            AND "t9"."guessed"
            AND "t9"."closed"
            AND "t9"."answered") AS "guessed_by_me",
          AVG(CAST("t9"."answered" AS DOUBLE)) FILTER(WHERE
            (
              "t9"."direction" = 'in'
            ) AND "t9"."closed") AS "reply_rate_by_me",
          CASE
            WHEN QUANTILE_CONT(
              CASE
                WHEN (
                  "t9"."direction" = 'in'
                ) AND "t9"."closed"
                THEN "t9"."gap_days"
                ELSE NULL
              END,
              0.5
            ) <= 30
            THEN QUANTILE_CONT(
              CASE
                WHEN (
                  "t9"."direction" = 'in'
                ) AND "t9"."closed"
                THEN "t9"."gap_days"
                ELSE NULL
              END,
              0.5
            )
            ELSE NULL
          END AS "reply_gap_by_me_days",
          COUNT(*) FILTER(WHERE
            (
              "t9"."direction" = 'in'
            )
            AND NOT (
              "t9"."closed"
            )
            AND NOT (
              "t9"."answered"
            )) AS "awaiting_me",
          COUNT(*) FILTER(WHERE
            (
              "t9"."direction" = 'out'
            ) AND "t9"."closed") AS "asked_by_me",
          COUNT(*) FILTER(WHERE
            (
              "t9"."direction" = 'out'
            ) AND "t9"."closed" AND "t9"."answered") AS "answered_by_them",
          COUNT(*) FILTER(WHERE
            (
              "t9"."direction" = 'out'
            )
            AND "t9"."guessed"
            AND "t9"."closed"
            AND "t9"."answered") AS "guessed_by_them",
          AVG(CAST("t9"."answered" AS DOUBLE)) FILTER(WHERE
            (
              "t9"."direction" = 'out'
            ) AND "t9"."closed") AS "reply_rate_to_me",
          CASE
            WHEN QUANTILE_CONT(
              CASE
                WHEN (
                  "t9"."direction" = 'out'
                ) AND "t9"."closed"
                THEN "t9"."gap_days"
                ELSE NULL
              END,
              0.5
            ) <= 30
            THEN QUANTILE_CONT(
              CASE
                WHEN (
                  "t9"."direction" = 'out'
                ) AND "t9"."closed"
                THEN "t9"."gap_days"
                ELSE NULL
              END,
              0.5
            )
            ELSE NULL
          END AS "reply_gap_to_me_days",
          COUNT(*) FILTER(WHERE
            (
              "t9"."direction" = 'out'
            )
            AND NOT (
              "t9"."closed"
            )
            AND NOT (
              "t9"."answered"
            )) AS "awaiting_them"
        FROM (
          SELECT
            "t7"."owner",
            "t7"."person",
            "t7"."key",
            "t7"."at_us",
            "t7"."direction",
            "t7"."answered_us",
            "t7"."guessed",
            "t7"."question",
            "t7"."first",
            (
              "t7"."at_us" + 2592000000000
            ) <= GETVARIABLE('as_of_us') AS "closed",
            (
              (
                "t7"."answered_us" - "t7"."at_us"
              ) IS NOT NULL
            )
            AND "t7"."answered_us" - "t7"."at_us" BETWEEN 0 AND 2592000000000
            AND (
              "t7"."answered_us" <= GETVARIABLE('as_of_us')
            ) AS "answered",
            CASE
              WHEN (
                (
                  "t7"."answered_us" - "t7"."at_us"
                ) IS NOT NULL
              )
              AND "t7"."answered_us" - "t7"."at_us" BETWEEN 0 AND 2592000000000
              AND (
                "t7"."answered_us" <= GETVARIABLE('as_of_us')
              )
              THEN CAST("t7"."answered_us" - "t7"."at_us" AS DOUBLE) / 86400000000.0
              ELSE 1000000.0
            END AS "gap_days"
          FROM (
            SELECT
              *
            FROM "exchange" AS "t1"
            WHERE
              "t1"."at_us" <= GETVARIABLE('as_of_us')
              AND (
                (
                  "t1"."direction" = 'out'
                )
                OR NOT (
                  "t1"."first"
                )
                OR (
                  (
                    "t1"."answered_us" IS NOT NULL
                  )
                  AND (
                    "t1"."answered_us" <= GETVARIABLE('as_of_us')
                  )
                )
              )
          ) AS "t7"
        ) AS "t9"
        GROUP BY
          1,
          2
      ) AS "t14"
        ON "t31"."owner" = "t14"."owner" AND "t31"."person" = "t14"."person"
    ) AS "t37"
  ) AS "t39"
  LEFT OUTER JOIN "calibration" AS "t4"
    ON "t39"."owner" = "t4"."owner"
) AS "t40"
)
