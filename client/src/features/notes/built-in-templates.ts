/** What a workspace without templates is offered, as Markdown. Placeholders as in people's own templates. */
import { currentLanguage, type Language, t } from '../../lib/i18n/i18n.ts';

export interface BuiltIn {
  id: 'meeting' | 'decision' | 'week';
  title: string;
  lead: string;
  /** Of the new note. */
  noteTitle: string;
  markdown: string;
}

type Texts = Record<BuiltIn['id'], { noteTitle: string; markdown: string }>;

const english: Texts = {
  meeting: {
    noteTitle: 'Meeting, {{date}}',
    markdown: `**Written by** {{author}}

## Who was there

-

## What we talked about

-

## What we decided

-

## What is to do

- [ ] Who does what, and by when?
`,
  },
  decision: {
    noteTitle: 'Decision: ',
    markdown: `**State:** open · **Asked by** {{author}}, {{date}}

## What is the question?

## Why now?

## What could we do?

| Choice | For it | Against it |
| --- | --- | --- |
| | | |
| | | |

## What we do, and why

## When we look at it again
`,
  },
  week: {
    noteTitle: 'Week of {{date}}',
    markdown: `## What matters this week

- [ ]

## Monday

- [ ]

## Tuesday

- [ ]

## Wednesday

- [ ]

## Thursday

- [ ]

## Friday

- [ ]

## Looking back

What went well? What goes on into the next week?
`,
  },
};

const german: Texts = {
  meeting: {
    noteTitle: 'Besprechung, {{date}}',
    markdown: `**Protokoll:** {{author}}

## Wer war da?

-

## Worüber wurde gesprochen?

-

## Was ist beschlossen?

-

## Was ist zu tun?

- [ ] Wer macht was bis wann?
`,
  },
  decision: {
    noteTitle: 'Entscheidung: ',
    markdown: `**Stand:** offen · **Gestellt von** {{author}}, {{date}}

## Was ist die Frage?

## Warum jetzt?

## Was ist möglich?

| Möglichkeit | Dafür | Dagegen |
| --- | --- | --- |
| | | |
| | | |

## Was wird gemacht, und warum?

## Wann wird das wieder angesehen?
`,
  },
  week: {
    noteTitle: 'Woche vom {{date}}',
    markdown: `## Worauf kommt es diese Woche an?

- [ ]

## Montag

- [ ]

## Dienstag

- [ ]

## Mittwoch

- [ ]

## Donnerstag

- [ ]

## Freitag

- [ ]

## Rückblick

Was ist gut gelaufen? Was geht in die nächste Woche mit?
`,
  },
};

const texts: Record<Language, Texts> = { en: english, de: german };

export function builtIns(): BuiltIn[] {
  const own = texts[currentLanguage()];
  return [
    { id: 'meeting', title: t('order.meetingTitle'), lead: t('order.meetingLead'), ...own.meeting },
    { id: 'decision', title: t('order.decisionTitle'), lead: t('order.decisionLead'), ...own.decision },
    { id: 'week', title: t('order.weekTitle'), lead: t('order.weekLead'), ...own.week },
  ];
}
