/// The style sheets of the HTML report; literals, because a style sheet takes no data.
enum Stylesheet {
    static let screen: StaticString = """
        :root { color-scheme: light dark; --back: #ffffff; --ink: #1b1f24; --muted: #57606a;
          --line: #8c959f; --band: #f3f5f8; --link: #0b57d0; }
        @media screen and (prefers-color-scheme: dark) {
          :root { --back: #14171c; --ink: #e6e8eb; --muted: #a5adb8; --line: #6b7480;
            --band: #1e232b; --link: #8ab4f8; }
        }
        * { box-sizing: border-box; }
        html { background: var(--back); color: var(--ink); scroll-padding-top: 1rem;
          font: 1rem/1.5 system-ui, "Liberation Sans", Arial, sans-serif; }
        body { margin: 0 auto; max-width: 72rem; padding: 0 1rem 2rem; }
        h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; unicode-bidi: plaintext; }
        h1 { font-size: 1.7rem; margin: 0 0 1rem; }
        h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; padding-top: .5rem;
          border-top: 2px solid var(--line); }
        h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
        p, li, td, th, figcaption { overflow-wrap: anywhere; white-space: pre-line;
          unicode-bidi: plaintext; }
        p { max-width: 42rem; }
        a { color: var(--link); }
        a:focus-visible, .scroll:focus-visible, main:focus-visible { outline: 3px solid var(--link);
          outline-offset: 2px; }
        .skip { position: absolute; left: -100rem; }
        .skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--back);
          z-index: 1; }
        .marking { max-width: none; margin: 0 -1rem 1rem; padding: .4rem 1rem; text-align: right;
          background: #000000; font: 700 1rem/1.4 "Liberation Sans", Arial, sans-serif; }
        .tlp-clear { color: #ffffff; } .tlp-green { color: #33ff00; }
        .tlp-amber { color: #ffc000; } .tlp-red { color: #ff2b2b; }
        .kind { margin: 0; color: var(--muted); }
        footer .marking { margin: 2.5rem -1rem 0; }
        nav ul { list-style: none; margin: 1.5rem 0 0; padding: 0; columns: 15rem; }
        nav li { break-inside: avoid; padding: .15rem 0; white-space: normal; }
        code { font: .9em/1.4 ui-monospace, "Liberation Mono", monospace; overflow-wrap: anywhere; }
        .aside { color: var(--muted); }
        .scroll { overflow-x: auto; margin: 1rem 0; }
        table { border-collapse: collapse; width: 100%; margin: 0; font-size: .925rem; }
        table.facts { margin: 1rem 0; max-width: 42rem; }
        table.facts th { width: 34%; overflow-wrap: normal; }
        table.facts thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
          overflow: hidden; white-space: nowrap; }
        table.medium { min-width: 36rem; } table.wide { min-width: 60rem; }
        caption { text-align: left; font-weight: 700; padding: 0 0 .35rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
          border: 1px solid var(--line); }
        thead th { background: var(--band); }
        tbody th { font-weight: 400; background: var(--band); }
        td time, th time { overflow-wrap: normal; }
        table.wide td, table.wide th, table.medium td, table.medium th {
          overflow-wrap: break-word; }
        table.wide code, table.medium code { overflow-wrap: break-word; }
        .person { min-width: 8.5rem; }
        figure { margin: 1rem 0; }
        figcaption { color: var(--muted); font-size: .925rem; }

        """

    static let figures: StaticString = """
        svg { display: block; width: 100%; min-width: 46rem; height: auto; margin: 0 0 1rem; }
        @media screen and (prefers-color-scheme: dark) {
          .f-back { fill: #14171c; } .f-band { fill: #1e232b; }
          .f-ink { fill: #e6e8eb; } .f-muted { fill: #a5adb8; }
          .f-grid { stroke: #3b434e; }
          .f-mark { fill: #9cc4f0; stroke: #14171c; } .f-number { fill: #10151c; }
          .f-coarse { fill: #24425f; stroke: #9cc4f0; } .f-coarse-number { fill: #e6e8eb; }
          .f-bar { fill: #4c7fb3; } .f-range { fill: #24425f; stroke: #9cc4f0; }
        }
        @media (forced-colors: active) {
          svg { forced-color-adjust: none; }
          .f-back, .f-band { fill: Canvas; } .f-ink, .f-muted { fill: CanvasText; }
          .f-grid { stroke: GrayText; }
          .f-mark, .f-coarse { fill: Canvas; stroke: CanvasText; }
          .f-number, .f-coarse-number { fill: CanvasText; }
          .f-bar { fill: CanvasText; } .f-range { fill: Canvas; stroke: CanvasText; }
        }

        """

    static let print: StaticString = """
        @page { size: A4; margin: 20mm 14mm 18mm; }
        @media print {
          html { font-size: 9.5pt; } body { max-width: none; padding: 0; }
          nav, .skip, footer { display: none; }
          .marking { margin: 0 0 1rem; print-color-adjust: exact;
            -webkit-print-color-adjust: exact; }
          .scroll { overflow: visible; }
          table.medium, table.wide, svg { min-width: 0; }
          table { font-size: 8.5pt; } table.wide { font-size: 7.5pt; }
          table.wide th, table.wide td { padding: .2rem .3rem; }
          table.wide code, table.medium code { overflow-wrap: anywhere; }
          thead { display: table-header-group; }
          tr, figure, svg, li, table.facts { break-inside: avoid; }
          h2, h3, caption { break-after: avoid; }
          #annex { break-before: page; }
          thead th, tbody th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """

    /// The label in the head and the foot of every printed page, right-justified, at 12 points.
    static func pageMarking(_ marking: ReportView.Marking) -> StaticString {
        switch marking {
        case .clear: clear
        case .green: green
        case .amber: amber
        case .amberStrict: amberStrict
        case .red: red
        }
    }
}

extension Stylesheet {
    private static let clear: StaticString = """
        @page { @top-right { content: "TLP:CLEAR"; font: 700 12pt "Liberation Sans", Arial, sans-serif; }
          @bottom-right { content: "TLP:CLEAR"; font: 700 12pt "Liberation Sans", Arial, sans-serif; }
          @bottom-left { content: "Page " counter(page) " of " counter(pages);
            font: 9pt "Liberation Sans", Arial, sans-serif; } }

        """

    private static let green: StaticString = """
        @page { @top-right { content: "TLP:GREEN"; font: 700 12pt "Liberation Sans", Arial, sans-serif; }
          @bottom-right { content: "TLP:GREEN"; font: 700 12pt "Liberation Sans", Arial, sans-serif; }
          @bottom-left { content: "Page " counter(page) " of " counter(pages);
            font: 9pt "Liberation Sans", Arial, sans-serif; } }

        """

    private static let amber: StaticString = """
        @page { @top-right { content: "TLP:AMBER"; font: 700 12pt "Liberation Sans", Arial, sans-serif; }
          @bottom-right { content: "TLP:AMBER"; font: 700 12pt "Liberation Sans", Arial, sans-serif; }
          @bottom-left { content: "Page " counter(page) " of " counter(pages);
            font: 9pt "Liberation Sans", Arial, sans-serif; } }

        """

    private static let amberStrict: StaticString = """
        @page { @top-right { content: "TLP:AMBER+STRICT"; font: 700 12pt "Liberation Sans", Arial, sans-serif; }
          @bottom-right { content: "TLP:AMBER+STRICT"; font: 700 12pt "Liberation Sans", Arial, sans-serif; }
          @bottom-left { content: "Page " counter(page) " of " counter(pages);
            font: 9pt "Liberation Sans", Arial, sans-serif; } }

        """

    private static let red: StaticString = """
        @page { @top-right { content: "TLP:RED"; font: 700 12pt "Liberation Sans", Arial, sans-serif; }
          @bottom-right { content: "TLP:RED"; font: 700 12pt "Liberation Sans", Arial, sans-serif; }
          @bottom-left { content: "Page " counter(page) " of " counter(pages);
            font: 9pt "Liberation Sans", Arial, sans-serif; } }

        """
}
