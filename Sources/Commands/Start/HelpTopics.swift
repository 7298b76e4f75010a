internal import Incidents

/// A text about something that several commands share.
struct HelpTopic: Sendable {
    /// The word behind `muster help`.
    let name: String
    let text: String

    /// All topics, in the order in which they are listed.
    static let all = [
        HelpTopic(name: "times", text: times), HelpTopic(name: "tlp", text: tlp),
        HelpTopic(name: "severity", text: severity),
        HelpTopic(name: "categories", text: categories),
        HelpTopic(name: "milestones", text: milestones), HelpTopic(name: "guide", text: guide),
        HelpTopic(name: "runbooks", text: runbooks), HelpTopic(name: "record", text: record),
        HelpTopic(name: "offline", text: offline),
        HelpTopic(name: "iso-27035", text: standard),
        HelpTopic(name: "exit-codes", text: exitCodes),
        HelpTopic(name: "environment", text: environment),
        HelpTopic(name: "formatting", text: formatting),
        HelpTopic(name: "accessibility", text: accessibility),
    ]

    private static let times = """
        Times

        Every entry has two times: when it happened, and when it was recorded. The
        second is the machine's clock and cannot be given. The first is the same, unless
        --at says otherwise:

          --at -15m                        a quarter of an hour ago (units: w d h m s; 1h30m);
                                           15m is the same
          --at 03:12                       the last time that UTC clocks showed it; 03:12:40 too
          --at "yesterday 23:30"           today and yesterday, with a time of day or without
          --at 2026-03-09T02:58Z           a minute; without Z or an offset it is UTC
          --at 2026-03-09T02:58:11+01:00   a second, RFC 3339
          --at 2026-03-09                  a day: no hour is made up
          --at now                         this second

        The record keeps how exact a time is, and shows no more than that. A time more
        than two minutes in the future is refused. To correct a time, give a new entry;
        both stay in the record:

          muster fix 7 --at 02:41 --reason "read from the server's log"

        Times are shown in UTC with a Z. JSON has RFC 3339 in UTC.
        Durations, for example for --next: 30m, 2h, 1d, 1h30m, or ISO 8601 (PT30M); ten
        years at most.

        Facts of the type time take the same forms. One that lies ahead (the next update)
        looks forward: 30m is in half an hour, 23:30 the next time that clocks show it;
        +30m and -30m mean the same everywhere.
        """

    private static let tlp = """
        Traffic Light Protocol 2.0 (FIRST): who may see it

          TLP:CLEAR         everybody
          TLP:GREEN         the community, not the public
          TLP:AMBER         the organisation and its clients, as far as they need to know
          TLP:AMBER+STRICT  the organisation alone
          TLP:RED           only those who are named or present

        Every incident and every entry has a label; an incident has AMBER unless 'open
        --tlp' says another, and an entry has its incident's unless --tlp says another.

        A channel takes up to its ceiling (channel add --ceiling). A message above it is
        recorded and HELD, never sent under a weaker label. A report at a label leaves
        out what is above it, and says how much.
        """

    private static let severity =
        """
        Severity: four classes, 1 the worst


        """
        + Severity.allCases.map { "  \($0.code)  \($0.sentence) (\($0.word))" }
        .joined(separator: "\n")
            + """


            Say it as 1, SEV1 or sev1. Without it an incident begins as SEV3. To change it,
            assess again; every assessment stays on record. 'muster severity' shows how
            a class follows from the consequences, and what it asks of everybody.

              muster open "Ransom note on FILE-02" -s 2
              muster assess incident -s 1 --why "encryption on two servers"
            """

    private static let categories =
        """
        Categories, after ISO/IEC 27035-2: what kind of event it is


        """
        + Category.allCases.map { "  \($0.rawValue.padding(to: 29))\($0.examples)" }
        .joined(separator: "\n")
            + """


            No category is better than a guess.

              muster open "Ransom note on FILE-02" --category malware
              muster assess incident --category malware --why "encryption on two servers"
            """

    private static let milestones =
        """
        Milestones: named moments from which response times are counted


        """
        + Milestone.allCases.map { "  \($0.rawValue.padding(to: 25))\($0.meaning)" }
        .joined(separator: "\n")
            + """


            None is derived from another: what is not recorded is shown as "not recorded",
            never as zero. Steps of a runbook can record one; or say it in a note:

              muster note "FILE-02 is off the network" --milestone contained --at -10m
            """

    private static let guide =
        """
        The guide

        'muster guide' goes through the steps that can be worked on now. It prints a
        step, reads one line, and writes the answer to the record before it prints the
        next. Nothing on the screen is redrawn: it works over SSH, in a serial console
        and with a screen reader, and the scrollback is a log.

        A letter and Enter; what is in brackets can stand behind it, else it is asked for:


        """
        + GuideHelp.lines.joined(separator: "\n")
            + """


            Ctrl-C or a lost connection loses nothing: 'muster guide' goes on where it was.
            Several people can guide themselves through one incident; a step that somebody
            started is theirs.

            Without a terminal:

              muster next --json
              muster step done 4 --note "3 hosts cut off"
            """

    private static let runbooks = """
        Runbooks

        A runbook is a YAML file, .muster/runbooks/NAME.runbook.yaml: phases (detect,
        assess, respond, learn) with steps. Each step has one verb (do, ask, decide,
        approve, notify, wait; parallel, choose, repeat, runbook for blocks) and an id.

          muster runbook show phishing               read one that comes with the program
          muster runbook new web-shell               begin your own; it has no error
          muster runbook schema -o FILE              every key of the language, for editors
          muster runbook lint --explain all          what lint looks for
          muster help R012                           what one code of lint means

        Then: muster runbook lint, prove, test and graph, and a drill with it:
        muster open "Drill" --drill --runbook web-shell
        """

    private static let record = """
        The record

        Everything is an entry, numbered from 1 in its incident. Entries are added and
        never changed: a correction is a new entry that points at the old one, and both
        are shown.

        A command prints "entry #N" only when the entry is on the disk. Messages are
        queued in the same transaction and sent afterwards, so that a lost message never
        means a lost entry (exit code 7).

        Each entry holds a SHA-256 over its content and the hash of the one before it.
        'muster verify' checks the chain. Whoever can write the file can make a whole
        new chain: keep the head (the short hash that 'verify', reports and messages
        show) somewhere else, on paper if need be; 'verify --head' compares.

        All entries are also leaves of one tree. 'muster seal' signs its root with your
        key ('muster key new'): what is sealed cannot be changed unseen without the key.
        Keep the seal where nobody here can write (seal --to FILE), and compare with
        'verify --against FILE'. 'muster proof' proves a single entry to others.

        The record is the folder .muster; copy the whole folder to keep a copy. Its
        files are for you alone (modes 700 and 600).
        """

    private static let offline = """
        Without a network

        Nothing needs one but sending messages. Entries are recorded; messages wait in
        the outbox, and the next command of the incident, or 'muster outbox flush',
        sends them. A chat message is given up after 6 hours, a signed webhook after 75
        hours; 'muster outbox retry ID' takes it up again.

        Slack, Teams and mail may be what the attacker reads. Work on a machine that is
        not part of the incident, and take along: the program (one file), the folder
        .muster, the runbooks on paper.
        """

    private static let standard = """
        ISO/IEC 27035 (information security incident management), as far as it is mapped here

          plan and prepare       runbook list|lint, channel test, doctor
          detect and report      open (the event report), note --lane detection
          assess and decide      assess: event, incident, false alarm, vulnerability; severity; category
          respond                guide, step, decide, role, update; contain, eradicate, recover
          learn lessons          close with its gate, action, report

        Muster follows the phases of ISO/IEC 27035-1 and the example forms and
        categories of 27035-2. It does not make an organisation conform: that takes
        people, a plan and practice.
        """

    private static let exitCodes = """
        Exit codes

          0    done, also when nothing had to change
          1    failed
          2    stopped by you: answered no, or quit
          3    problems found: lint errors, a close gate that is not met, a failed check of doctor
          4    no such incident, or several match
          5    changed by somebody else meanwhile; look again, then repeat
          6    the integrity check failed
          7    recorded, but not delivered; the outbox has it
          64   wrong usage
          78   the configuration is wrong
          130  interrupted

        With --json an error is one line on standard error: {"schema":"muster/error/1","code":...}.
        """

    private static let environment = """
        Environment variables

          MUSTER_USER          the name under which entries are recorded (--as goes before it)
          MUSTER_NO_INPUT      not empty: never ask, as --no-input; a variable CI that is set does the same
          MUSTER_ACCESSIBLE    1: labelled lines in the place of tables, as --accessible
          ACCESSIBLE           the same, for all programs that know it
          NO_COLOR             not empty: no colour
          CLICOLOR_FORCE       not 0: colour in pipes too; FORCE_COLOR is the same
          CLICOLOR             0: no colour
          MUSTER_SEND_TIMEOUT  how long one attempt to send may take, in seconds (1 to 300)
          MUSTER_STORE_PAGES   the greatest number of pages of the store, to try out a full disk (testing)
          XDG_CONFIG_HOME      where your keys and your copies of seals are; $HOME/.config if it is not set

        USER or LOGNAME names you if nothing else does. LC_ALL, LC_CTYPE and LANG say
        whether the terminal knows UTF-8; if not, ASCII is written. Secrets of channels
        can be in variables of your own (channel add --url-env).
        """

    private static let formatting = """
        Output

        Results go to standard output, everything else to standard error.

          --json       one object with a "schema", for example muster/list/1; --json=1 pins that version
          -q           ids or paths alone, one a line
          --color      auto, always or never; auto is: NO_COLOR, then CLICOLOR_FORCE or FORCE_COLOR, then
                       whether that stream is a terminal
          --ascii      ASCII alone

        In a pipe, tables have the same rows without colour, and nothing is cut or
        wrapped. Text from outside cannot control the terminal: escape codes are shown
        as characters.

          muster list --json | jq -r '.items[] | select(.state == "open") | .id'
          muster report "$(muster open "Lost laptop" -q)" -f md -o -
        """

    private static let accessibility = """
        Accessibility

        --accessible, MUSTER_ACCESSIBLE=1 or ACCESSIBLE=1 gives "label: value" lines in
        the place of tables. It cannot be found out over SSH, so it has to be said once,
        for example in ~/.profile.

        There are no spinners, no redrawn lines and no full-screen modes anywhere.
        States are words (done, OVERDUE, FAIL); colour only repeats them. The guide
        takes words as well as letters.

        The HTML report has headings, table headers and a text for every figure; each
        figure's data is in a table too.
        """
}

extension Category {
    /// What belongs to it, in a few words.
    var examples: String {
        switch self {
        case .naturalDisaster: "earthquake, flood, storm"
        case .socialUnrest: "strike, riot, attack on people"
        case .physicalDamage: "fire, water, theft, destroyed or lost equipment"
        case .infrastructureFailure: "power, cooling, network of others"
        case .radiationDisturbance: "electromagnetic pulse, jamming"
        case .technicalFailure: "hardware, software, overload"
        case .malware: "ransomware, worm, trojan, bot"
        case .technicalAttack: "exploit, scan, denial of service, stolen login"
        case .breachOfRule: "unauthorised use, licence, copyright"
        case .compromiseOfFunctions: "abuse of rights, forged rights, denied actions"
        case .compromiseOfInformation: "leak, interception, change, loss of data"
        case .harmfulContents: "illegal, hateful or fraudulent contents"
        case .other: "none of these"
        }
    }
}

extension Milestone {
    /// The moment that it names.
    fileprivate var meaning: String {
        switch self {
        case .occurred: "the first harmful effect"
        case .detected: "the first signal that somebody or something saw"
        case .reported: "somebody told those who respond"
        case .aware: "the organisation knows of it, as laws count it"
        case .assessed: "severity and kind are decided"
        case .confirmed: "it is certain that it is an incident"
        case .classified: "the class is decided that a law or a contract asks for"
        case .materiality: "it is decided whether it matters to investors"
        case .responseStarted: "the first step against it"
        case .contained: "it does not spread any more"
        case .eradicated: "the cause is gone"
        case .impactEnded: "nobody is harmed any more"
        case .recovered: "the service works as before"
        case .investigationCompleted: "what happened and why is known, or will not be"
        case .closed: "the work on it has ended"
        case .reviewed: "the lessons are written down"
        }
    }
}
