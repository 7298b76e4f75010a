/// The look of a drawing: system fonts, two sets of colours, and lines that differ without colour too.
enum SVGStyle {
    static let sheet = """

        text { font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: #1b1b1f; }
        .title { font-size: 18px; font-weight: bold; }
        .heading { font-size: 14px; font-weight: bold; }
        .name, .mark { font-size: 12px; font-weight: bold; }
        .text { font-size: 12px; }
        .note { font-size: 11px; fill: #4a4a55; }
        rect { stroke: #6b6b76; stroke-width: 1; fill: none; }
        .page { fill: #fff; stroke: none; }
        .band { fill: #f1f3f8; stroke: #b9bfcc; }
        .stage { fill: #e6eaf3; stroke: #b9bfcc; }
        .group { fill: #f6f1e4; stroke: #9a7b2c; stroke-width: 2; }
        .handler { fill: #fbf0ee; stroke: #a5392b; stroke-dasharray: 5 3; }
        .card, .wait { fill: #fff; }
        .header { fill: #dfe6f5; }
        .choice { fill: #fff8dd; }
        .bar { fill: #6b6b76; stroke: none; }
        .is-now { stroke: #0b57b8; stroke-width: 4; }
        .is-blocked, .is-failed { stroke: #b3261e; stroke-width: 4; }
        .is-waiting { stroke: #0b57b8; stroke-width: 3; stroke-dasharray: 7 4; }
        .is-done { fill: #e2f3e6; stroke: #2d7a46; stroke-width: 2; }
        .is-skipped, .is-cancelled { fill: #ececef; stroke-dasharray: 4 3; }
        .is-not-taken { fill: #ececef; stroke-dasharray: 1 4; }
        polyline { fill: none; stroke: #4a4a55; stroke-width: 1.5; }
        .back { stroke-dasharray: 6 3; }
        .failure { stroke: #a5392b; stroke-dasharray: 5 3; }
        .flow-end, .back-end { fill: #4a4a55; }
        .failure-end { fill: #a5392b; }
        @media (prefers-color-scheme: dark) {
        text { fill: #ececf1; }
        .note { fill: #b9b9c6; }
        rect { stroke: #9a9aa8; }
        .page { fill: #17171b; }
        .band { fill: #202127; stroke: #4b4e5c; }
        .stage { fill: #282a33; stroke: #4b4e5c; }
        .group { fill: #2c281b; stroke: #c9a545; }
        .handler { fill: #2f2020; stroke: #ef8a7c; }
        .card, .wait { fill: #17171b; }
        .header { fill: #26324b; }
        .choice { fill: #37321c; }
        .bar { fill: #9a9aa8; }
        .is-now, .is-waiting { stroke: #7fb2ff; }
        .is-blocked, .is-failed { stroke: #ff8a80; }
        .is-done { fill: #1b3324; stroke: #71c68c; }
        .is-skipped, .is-cancelled, .is-not-taken { fill: #2a2a30; }
        polyline { stroke: #b9b9c6; }
        .failure { stroke: #ef8a7c; }
        .flow-end, .back-end { fill: #b9b9c6; }
        .failure-end { fill: #ef8a7c; }
        }

        """
}
