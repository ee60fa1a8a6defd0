SELECT
  CAST("owner" AS VARCHAR) AS "owner",
  CAST("person" AS VARCHAR) AS "person",
  CAST("day" AS INTEGER) AS "day",
  CAST("first_us" AS BIGINT) AS "first_us",
  CAST("last_us" AS BIGINT) AS "last_us",
  CAST("first_addressed_us" AS BIGINT) AS "first_addressed_us",
  CAST("last_addressed_us" AS BIGINT) AS "last_addressed_us",
  CAST("last_sent_us" AS BIGINT) AS "last_sent_us",
  CAST("last_received_us" AS BIGINT) AS "last_received_us",
  CAST("sent" AS BIGINT) AS "sent",
  CAST("received" AS BIGINT) AS "received",
  CAST("sent_mail" AS BIGINT) AS "sent_mail",
  CAST("received_mail" AS BIGINT) AS "received_mail",
  CAST("sent_message" AS BIGINT) AS "sent_message",
  CAST("received_message" AS BIGINT) AS "received_message",
  CAST("meetings" AS BIGINT) AS "meetings",
  CAST("calls" AS BIGINT) AS "calls",
  CAST("unaddressed" AS BIGINT) AS "unaddressed",
  CAST("initiated_by_me" AS BIGINT) AS "initiated_by_me",
  CAST("initiated_by_them" AS BIGINT) AS "initiated_by_them",
  CAST("help_given" AS BIGINT) AS "help_given",
  CAST("help_received" AS BIGINT) AS "help_received",
  CAST("weight" AS DOUBLE) AS "weight"
FROM (
SELECT
  "t1"."owner",
  "t1"."person",
  "t1"."day",
  MIN("t1"."at_us") AS "first_us",
  MAX("t1"."at_us") AS "last_us",
  MIN("t1"."at_us") FILTER(WHERE
    "t1"."addressed") AS "first_addressed_us",
  MAX("t1"."at_us") FILTER(WHERE
    "t1"."addressed") AS "last_addressed_us",
  MAX("t1"."at_us") FILTER(WHERE
    "t1"."by_me") AS "last_sent_us",
  MAX("t1"."at_us") FILTER(WHERE
    "t1"."by_them") AS "last_received_us",
  COUNT(*) FILTER(WHERE
    "t1"."by_me") AS "sent",
  COUNT(*) FILTER(WHERE
    "t1"."by_them") AS "received",
  COUNT(*) FILTER(WHERE
    "t1"."by_me" AND (
      "t1"."interaction" = 'mail'
    )) AS "sent_mail",
  COUNT(*) FILTER(WHERE
    "t1"."by_them" AND (
      "t1"."interaction" = 'mail'
    )) AS "received_mail",
  COUNT(*) FILTER(WHERE
    "t1"."by_me" AND (
      "t1"."interaction" = 'message'
    )) AS "sent_message",
  COUNT(*) FILTER(WHERE
    "t1"."by_them" AND (
      "t1"."interaction" = 'message'
    )) AS "received_message",
  COUNT(*) FILTER(WHERE
    "t1"."addressed" AND (
      "t1"."interaction" = 'meeting'
    )) AS "meetings",
  COUNT(*) FILTER(WHERE
    "t1"."addressed" AND (
      "t1"."interaction" = 'call'
    )) AS "calls",
  COUNT(*) FILTER(WHERE
    NOT (
      "t1"."addressed"
    )) AS "unaddressed",
  COUNT(*) FILTER(WHERE
    "t1"."initiates" AND (
      "t1"."direction" = 'out'
    )) AS "initiated_by_me",
  COUNT(*) FILTER(WHERE
    "t1"."initiates" AND (
      "t1"."direction" = 'in'
    )) AS "initiated_by_them",
  COUNT(*) FILTER(WHERE
    "t1"."help" = 'given') AS "help_given",
  COUNT(*) FILTER(WHERE
    "t1"."help" = 'received') AS "help_received",
  COALESCE(
    MAX(
      CASE WHEN "t1"."by_me" THEN 5.0 ELSE 1.0 END / SQRT(CAST(GREATEST(COALESCE("t1"."recipients", 1), 1) AS DOUBLE))
    ) FILTER(WHERE
      "t1"."addressed"),
    0.0
  ) AS "weight"
FROM (
  SELECT
    "t0"."owner",
    "t0"."person",
    "t0"."key",
    "t0"."at_us",
    "t0"."day",
    "t0"."direction",
    "t0"."channel",
    "t0"."interaction",
    (
      "t0"."addressed" IS NOT NULL
    ) AND "t0"."addressed" AS "addressed",
    "t0"."recipients",
    (
      "t0"."addressed" IS NOT NULL
    ) AND "t0"."addressed" AND "t0"."initiates" AS "initiates",
    "t0"."help",
    (
      "t0"."addressed" IS NOT NULL
    )
    AND "t0"."addressed"
    AND "t0"."direction" IN ('out', 'both') AS "by_me",
    (
      "t0"."addressed" IS NOT NULL
    )
    AND "t0"."addressed"
    AND "t0"."direction" IN ('in', 'both') AS "by_them"
  FROM "contact" AS "t0"
  WHERE
    "t0"."at_us" IS NOT NULL AND "t0"."day" IS NOT NULL
) AS "t1"
GROUP BY
  1,
  2,
  3
)
