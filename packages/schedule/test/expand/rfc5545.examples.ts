/** An example of RFC 5545 section 3.8.5.3. */
export interface Example {
  readonly name: string;
  readonly rule: string;
  /** The day that DTSTART names; the time is 09:00:00 in America/New_York in all of them. */
  readonly start: string;
  readonly exdates?: readonly string[];
  /** `1997 09-02 09-04..09-06 1998 01-01`: what the RFC lists. */
  readonly days: string;
  /** More come after those listed (`...` in the RFC). */
  readonly goesOn?: true;
}

const WEEKDAYS = "MO,TU,WE,TH,FR";
const TO_CHRISTMAS = "UNTIL=19971224T000000Z";

/** Those about days, in the RFC's order. */
export const EXAMPLES: readonly Example[] = [
  {
    name: "daily for 10 occurrences",
    rule: "FREQ=DAILY;COUNT=10",
    start: "1997-09-02",
    days: "1997 09-02..09-11",
  },
  {
    name: "daily until December 24, 1997",
    rule: `FREQ=DAILY;${TO_CHRISTMAS}`,
    start: "1997-09-02",
    days: "1997 09-02..12-23",
  },
  {
    name: "every other day",
    rule: "FREQ=DAILY;INTERVAL=2",
    start: "1997-09-02",
    days: "1997 09-02 09-04 09-06 09-08 09-10 09-12 09-14 09-16 09-18 09-20 09-22 09-24 09-26 09-28 09-30 10-02 10-04 10-06 10-08 10-10 10-12 10-14 10-16 10-18 10-20 10-22 10-24 10-26 10-28 10-30 11-01 11-03 11-05 11-07",
    goesOn: true,
  },
  {
    name: "every 10 days, 5 occurrences",
    rule: "FREQ=DAILY;INTERVAL=10;COUNT=5",
    start: "1997-09-02",
    days: "1997 09-02 09-12 09-22 10-02 10-12",
  },
  ...["FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA"]
    .concat("FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1")
    .map((rule) => ({
      name: "every day in January, for 3 years",
      rule,
      start: "1998-01-01",
      days: "1998 01-01..01-31 1999 01-01..01-31 2000 01-01..01-31",
    })),
  {
    name: "weekly for 10 occurrences",
    rule: "FREQ=WEEKLY;COUNT=10",
    start: "1997-09-02",
    days: "1997 09-02 09-09 09-16 09-23 09-30 10-07 10-14 10-21 10-28 11-04",
  },
  {
    name: "weekly until December 24, 1997",
    rule: `FREQ=WEEKLY;${TO_CHRISTMAS}`,
    start: "1997-09-02",
    days: "1997 09-02 09-09 09-16 09-23 09-30 10-07 10-14 10-21 10-28 11-04 11-11 11-18 11-25 12-02 12-09 12-16 12-23",
  },
  {
    name: "every other week",
    rule: "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
    start: "1997-09-02",
    days: "1997 09-02 09-16 09-30 10-14 10-28 11-11 11-25 12-09 12-23 1998 01-06 01-20 02-03 02-17",
    goesOn: true,
  },
  ...["UNTIL=19971007T000000Z", "COUNT=10"].map((end) => ({
    name: "weekly on Tuesday and Thursday for five weeks",
    rule: `FREQ=WEEKLY;${end};WKST=SU;BYDAY=TU,TH`,
    start: "1997-09-02",
    days: "1997 09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 10-02",
  })),
  {
    name: "every other week on Monday, Wednesday and Friday until December 24, 1997",
    rule: `FREQ=WEEKLY;INTERVAL=2;${TO_CHRISTMAS};WKST=SU;BYDAY=MO,WE,FR`,
    start: "1997-09-01",
    days: "1997 09-01 09-03 09-05 09-15 09-17 09-19 09-29 10-01 10-03 10-13 10-15 10-17 10-27 10-29 10-31 11-10 11-12 11-14 11-24 11-26 11-28 12-08 12-10 12-12 12-22",
  },
  {
    name: "every other week on Tuesday and Thursday, for 8 occurrences",
    rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
    start: "1997-09-02",
    days: "1997 09-02 09-04 09-16 09-18 09-30 10-02 10-14 10-16",
  },
  {
    name: "monthly on the first Friday for 10 occurrences",
    rule: "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
    start: "1997-09-05",
    days: "1997 09-05 10-03 11-07 12-05 1998 01-02 02-06 03-06 04-03 05-01 06-05",
  },
  {
    name: "monthly on the first Friday until December 24, 1997",
    rule: `FREQ=MONTHLY;${TO_CHRISTMAS};BYDAY=1FR`,
    start: "1997-09-05",
    days: "1997 09-05 10-03 11-07 12-05",
  },
  {
    name: "every other month on the first and last Sunday for 10 occurrences",
    rule: "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
    start: "1997-09-07",
    days: "1997 09-07 09-28 11-02 11-30 1998 01-04 01-25 03-01 03-29 05-03 05-31",
  },
  {
    name: "monthly on the second-to-last Monday for 6 months",
    rule: "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
    start: "1997-09-22",
    days: "1997 09-22 10-20 11-17 12-22 1998 01-19 02-16",
  },
  {
    name: "monthly on the third-to-the-last day of the month",
    rule: "FREQ=MONTHLY;BYMONTHDAY=-3",
    start: "1997-09-28",
    days: "1997 09-28 10-29 11-28 12-29 1998 01-29 02-26",
    goesOn: true,
  },
  {
    name: "monthly on the 2nd and 15th for 10 occurrences",
    rule: "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
    start: "1997-09-02",
    days: "1997 09-02 09-15 10-02 10-15 11-02 11-15 12-02 12-15 1998 01-02 01-15",
  },
  {
    name: "monthly on the first and last day for 10 occurrences",
    rule: "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
    start: "1997-09-30",
    days: "1997 09-30 10-01 10-31 11-01 11-30 12-01 12-31 1998 01-01 01-31 02-01",
  },
  {
    name: "every 18 months on the 10th thru 15th for 10 occurrences",
    rule: "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
    start: "1997-09-10",
    days: "1997 09-10..09-15 1999 03-10..03-13",
  },
  {
    name: "every Tuesday, every other month",
    rule: "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
    start: "1997-09-02",
    days: "1997 09-02 09-09 09-16 09-23 09-30 11-04 11-11 11-18 11-25 1998 01-06 01-13 01-20 01-27 03-03 03-10 03-17 03-24 03-31",
    goesOn: true,
  },
  {
    name: "yearly in June and July for 10 occurrences",
    rule: "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
    start: "1997-06-10",
    days: "1997 06-10 07-10 1998 06-10 07-10 1999 06-10 07-10 2000 06-10 07-10 2001 06-10 07-10",
  },
  {
    name: "every other year in January, February and March for 10 occurrences",
    rule: "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
    start: "1997-03-10",
    days: "1997 03-10 1999 01-10 02-10 03-10 2001 01-10 02-10 03-10 2003 01-10 02-10 03-10",
  },
  {
    name: "every third year on the 1st, 100th and 200th day for 10 occurrences",
    rule: "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
    start: "1997-01-01",
    days: "1997 01-01 04-10 07-19 2000 01-01 04-09 07-18 2003 01-01 04-10 07-19 2006 01-01",
  },
  {
    name: "every 20th Monday of the year",
    rule: "FREQ=YEARLY;BYDAY=20MO",
    start: "1997-05-19",
    days: "1997 05-19 1998 05-18 1999 05-17",
    goesOn: true,
  },
  {
    name: "Monday of week number 20",
    rule: "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
    start: "1997-05-12",
    days: "1997 05-12 1998 05-11 1999 05-17",
    goesOn: true,
  },
  {
    name: "every Thursday in March",
    rule: "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
    start: "1997-03-13",
    days: "1997 03-13 03-20 03-27 1998 03-05 03-12 03-19 03-26 1999 03-04 03-11 03-18 03-25",
    goesOn: true,
  },
  {
    name: "every Thursday, but only during June, July, and August",
    rule: "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
    start: "1997-06-05",
    days: "1997 06-05 06-12 06-19 06-26 07-03 07-10 07-17 07-24 07-31 08-07 08-14 08-21 08-28 1998 06-04 06-11 06-18 06-25 07-02 07-09 07-16 07-23 07-30 08-06 08-13 08-20 08-27 1999 06-03 06-10 06-17 06-24 07-01 07-08 07-15 07-22 07-29 08-05 08-12 08-19 08-26",
    goesOn: true,
  },
  {
    // The RFC counts the start too and takes it away again; here it counts only where the rule gives it.
    name: "every Friday the 13th",
    rule: "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    start: "1997-09-02",
    exdates: ["1997-09-02T13:00:00Z"],
    days: "1998 02-13 03-13 11-13 1999 08-13 2000 10-13",
    goesOn: true,
  },
  {
    name: "the first Saturday that follows the first Sunday of the month",
    rule: "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
    start: "1997-09-13",
    days: "1997 09-13 10-11 11-08 12-13 1998 01-10 02-07 03-07 04-11 05-09 06-13",
    goesOn: true,
  },
  {
    name: "every 4 years, the first Tuesday after a Monday in November",
    rule: "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
    start: "1996-11-05",
    days: "1996 11-05 2000 11-07 2004 11-02",
    goesOn: true,
  },
  {
    name: "the third instance into the month of Tuesday, Wednesday or Thursday, for 3 months",
    rule: "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
    start: "1997-09-04",
    days: "1997 09-04 10-07 11-06",
  },
  {
    name: "the second-to-last weekday of the month",
    rule: `FREQ=MONTHLY;BYDAY=${WEEKDAYS};BYSETPOS=-2`,
    start: "1997-09-29",
    days: "1997 09-29 10-30 11-27 12-30 1998 01-29 02-26 03-30",
    goesOn: true,
  },
  {
    name: "where WKST makes a difference: Monday",
    rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
    start: "1997-08-05",
    days: "1997 08-05 08-10 08-19 08-24",
  },
  {
    name: "where WKST makes a difference: Sunday",
    rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
    start: "1997-08-05",
    days: "1997 08-05 08-17 08-19 08-31",
  },
  {
    name: "an invalid date (i.e., February 30) is ignored",
    rule: "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
    start: "2007-01-15",
    days: "2007 01-15 01-30 02-15 03-15 03-30",
  },
];

/** Those that come more than once a day by their frequency, which isn't taken here; the first as an erratum has it. */
export const SUB_DAILY = [
  "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z",
  "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
  "FREQ=MINUTELY;INTERVAL=90;COUNT=4",
  "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
] as const;
