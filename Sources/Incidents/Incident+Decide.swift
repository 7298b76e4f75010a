internal import Chronology
internal import Engine
internal import Runbooks

extension Incident {
    /// What a command adds to the record; it changes nothing itself.
    ///
    /// - Returns: the events in the order in which they are to be recorded; at least one.
    /// - Throws: ``Rejection``; then nothing is to be recorded.
    package func decide(
        _ command: IncidentCommand, in context: CommandContext
    ) throws(Rejection) -> [IncidentEvent] {
        try checkTime(context.happenedAt, context)
        try command.checkLengths()
        if case .open(let opened) = command { return try decideOpening(opened, context) }
        guard openedEntry != nil else {
            throw Rejection(.notAllowed, "\(id) has not been opened")
        }
        return switch command {
        case .open: []
        case .follow(let reference, let runbook): try decideRun(reference, runbook, context)
        case .upgrade(let upgrade): [.runbookUpgraded(try decideUpgrade(upgrade, context))]
        case .step(let command): [.stepped(try decideStep(command, context))]
        case .takeRole(let role, let person, let reason):
            [.roleChanged(try decideTaking(role, by: person, reason: reason, context))]
        case .releaseRole(let role, let reason):
            [.roleChanged(try decideRelease(role, reason: reason, context))]
        case .assess(let assessed): [.assessed(try decideAssessment(assessed))]
        case .note(let noted): [.noted(try checked(noted))]
        case .decide(let decided): [.decided(try checked(decided))]
        case .update(let updated): [.updated(try checked(updated, context))]
        case .report(let delivered): [.delivered(delivered)]
        case .addAction(let text, let kind, let owner, let due):
            [.actionAdded(try decideAction(text: text, kind: kind, owner: owner, due: due))]
        case .endAction(let id, let isDone, let note):
            [.actionEnded(try decideEnd(of: id, isDone: isDone, note: note))]
        case .close(let resolution, let reason, let isForced, let approver):
            [
                .closed(
                    try decideClosing(
                        resolution, reason: reason, isForced: isForced, approvedBy: approver,
                        context))
            ]
        case .reopen(let reason): try decideReopening(reason, context)
        case .correct(let corrected): [.corrected(try checked(corrected, context))]
        }
    }

    private func checkTime(
        _ moment: Timestamp, _ context: CommandContext
    ) throws(Rejection) {
        let ahead = moment.elapsed(since: context.now)
        guard ahead <= CommandContext.clockTolerance else {
            throw Rejection(
                .future, "\(moment.rfc3339) is in the future by \(ahead.spoken)",
                details: ["now it is \(context.now.wholeSecond.rfc3339)"],
                hint: "help times")
        }
        guard moment >= CommandContext.earliest else {
            throw Rejection(.invalid, "\(moment.rfc3339) is before 1970", hint: "help times")
        }
    }

    private func decideOpening(
        _ opened: Opened, _ context: CommandContext
    ) throws(Rejection) -> [IncidentEvent] {
        guard openedEntry == nil else {
            throw Rejection(.notAllowed, "\(id) was opened before", hint: "status \(id)")
        }
        try requireText(opened.title, of: "the title")
        return [
            .opened(opened),
            .roleChanged(
                RoleChanged(
                    role: StandardRole.lead, person: context.actor, previous: nil, reason: nil)),
        ]
    }

    private func checked(_ noted: Noted) throws(Rejection) -> Noted {
        try requireText(noted.text, of: "the note")
        return noted
    }

    private func checked(_ decided: Decided) throws(Rejection) -> Decided {
        try requireText(decided.text, of: "the decision")
        guard !decided.reason.isBlank else {
            throw Rejection(
                .invalid, "a decision needs a reason: those who read it later were not here",
                hint:
                    "decide \(decided.text.shortened(to: 40).shellQuoted) --why 'what speaks for it'"
            )
        }
        return decided
    }

    private func checked(
        _ updated: Updated, _ context: CommandContext
    ) throws(Rejection) -> Updated {
        guard updated.parts.contains(where: { !$0.text.isBlank }) else {
            throw Rejection(.invalid, "the update is empty", hint: "help update")
        }
        if let next = updated.next, next <= context.now {
            throw Rejection(
                .invalid, "the next update is promised for \(next.rfc3339), which is past",
                hint: "update --next 30m")
        }
        if let next = updated.next, !Timestamp.yearRange.contains(CivilTime(next).year) {
            throw Rejection(
                .invalid, "the next update is promised for a year that has no four digits",
                hint: "update --next 30m")
        }
        return updated
    }

    private func checked(
        _ corrected: Corrected, _ context: CommandContext
    ) throws(Rejection) -> Corrected {
        guard (1...max(1, version)).contains(corrected.entry), version > 0 else {
            throw Rejection(
                .invalid, "there is no entry #\(corrected.entry); the last one is #\(version)",
                hint: "timeline \(id)")
        }
        guard corrected.text != nil || corrected.at != nil else {
            throw Rejection(
                .invalid, "nothing to correct: give --text or --at",
                hint:
                    "fix \(corrected.entry) --text 'what it should say' --reason 'why it was wrong'"
            )
        }
        if let at = corrected.at { try checkTime(at, context) }
        if let text = corrected.text {
            try requireText(text, of: "the text")
        }
        try requireText(corrected.reason, of: "the reason")
        return corrected
    }

    private func decideAction(
        text: String, kind: String, owner: String, due: String?
    ) throws(Rejection) -> ActionAdded {
        try requireText(text, of: "the action")
        try requireText(owner, of: "the owner")
        guard ActionKind(rawValue: kind) != nil else {
            throw Rejection(
                .invalid, "'\(kind)' is not a kind of action",
                details: ["kinds: " + ActionKind.allCases.map(\.rawValue).joined(separator: ", ")])
        }
        return ActionAdded(
            id: "A-\(actions.count + 1)", text: text, kind: kind, owner: owner, due: due)
    }

    private func decideEnd(
        of id: String, isDone: Bool, note: String?
    ) throws(Rejection) -> ActionEnded {
        let name = Int(id).map { "A-\($0)" } ?? id.uppercased()
        guard let action = actions.first(where: { $0.id == name }) else {
            let known = actions.filter(\.isOpen).map { "\($0.id)  \($0.added.payload.text)" }
            throw Rejection(
                .invalid, "there is no action '\(id)'",
                details: known.isEmpty ? [] : ["open:"] + known.prefix(10),
                hint: "action list --all"
            )
        }
        guard action.isOpen else {
            throw Rejection(.notAllowed, "action \(action.id) has ended", hint: "action list")
        }
        return ActionEnded(id: action.id, isDone: isDone, note: note)
    }

    /// How long it may be is checked for the whole command; see ``TextLimit``.
    func requireText(_ text: String, of what: String) throws(Rejection) {
        guard !text.isBlank else { throw Rejection(.invalid, "\(what) is empty") }
    }

    func requireOpen() throws(Rejection) {
        guard isOpen else {
            throw Rejection(
                .notAllowed, "\(id) is closed", hint: "reopen \(id) --why 'what came up again'")
        }
    }
}

/// The kinds of improvement that an action can be.
package enum ActionKind: String, Sendable, CaseIterable {
    case prevent
    case detect
    case contain
    case recover
    case process
}

extension String {
    /// Whether there is nothing to read in the text.
    package var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// The text cut to a number of characters, with an ellipsis where something was left out.
    package func shortened(to length: Int) -> String {
        count <= length ? self : prefix(max(0, length - 1)) + "…"
    }
}
