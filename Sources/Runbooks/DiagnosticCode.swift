/// The stable id of a finding; a number is never used again for something else.
///
/// R001 to R049 come from decoding, R050 and up from lint.
package enum DiagnosticCode: String, Sendable, CaseIterable, Codable {
    /// The file is larger than 1 MiB.
    case fileTooLarge = "R001"
    /// The bytes are not UTF-8.
    case notUTF8 = "R002"
    /// A control character or a binary file.
    case controlCharacter = "R003"
    /// The text is not YAML, or ends in the middle.
    case syntax = "R004"
    /// A tab where YAML wants spaces.
    case tab = "R005"
    /// An anchor or an alias; the language has neither.
    case anchor = "R006"
    /// A merge key (`<<`).
    case mergeKey = "R007"
    /// The same key twice in one map.
    case duplicateKey = "R008"
    /// A second document in the file.
    case secondDocument = "R009"
    /// Maps and lists nested too deeply.
    case tooDeep = "R010"
    /// More steps than a runbook may have.
    case tooManySteps = "R011"
    /// A key that the language does not have at this place.
    case unknownKey = "R012"
    /// A required key is missing.
    case missingKey = "R013"
    /// A value of the wrong kind, for example a map where a text belongs.
    case wrongKind = "R014"
    /// A feature of YAML that the language leaves out: tags and keys that are no text.
    case unsupportedYAML = "R015"
    /// A name that is not written as names are.
    case badName = "R016"
    /// Two steps with the same id.
    case duplicateID = "R017"
    /// A step's id that the tree needs for itself.
    case reservedID = "R018"
    /// The file is not called `ID.runbook.yaml`.
    case fileName = "R019"
    /// A value out of range, or in the wrong form.
    case badValue = "R020"
    /// A verb that the language does not have.
    case unknownVerb = "R021"
    /// A step without a verb.
    case missingVerb = "R022"
    /// A step with two verbs.
    case severalVerbs = "R023"
    /// A key that belongs to another verb.
    case misplacedKey = "R024"
    /// A role that `roles` does not name.
    case unknownRole = "R025"
    /// A type that facts cannot have.
    case unknownFactType = "R026"
    /// A value that is not one of the fixed words of its key.
    case unknownOption = "R027"
    /// `yes`, `no`, `on` or `off` where `true` or `false` belongs.
    case booleanWord = "R028"
    /// A text that is no duration.
    case badDuration = "R029"
    /// A text that is no date or time.
    case badTime = "R030"
    /// Phases or stages out of their order.
    case phaseOrder = "R031"
    /// A phase or stage that does not exist.
    case unknownPhase = "R032"
    /// A list or map that needs at least one entry.
    case empty = "R033"
    /// `otherwise` is missing or not the last arm.
    case otherwise = "R034"
    /// A text has no version in the language of the runbook.
    case missingLanguage = "R035"
    /// A called runbook that is not in the library.
    case missingRunbook = "R036"
    /// A runbook that calls itself, directly or through others.
    case recursion = "R037"
    /// A called runbook that has errors of its own.
    case brokenCall = "R038"
    /// A fact that the called runbook declares with another type.
    case factConflict = "R039"
    /// A file without a document.
    case noDocument = "R040"

    /// A step of work without a role.
    case noRole = "R050"
    /// A step of work without a time-box or a reason for none.
    case noTimebox = "R051"
    /// A step of work that does not say what to keep.
    case noEvidence = "R052"
    /// A step of work that does not say when it is done.
    case noDoneWhen = "R053"
    /// The runbook names no roles.
    case noRoles = "R054"
    /// A role that no step uses.
    case unusedRole = "R055"
    /// A guard that does not parse.
    case guardSyntax = "R056"
    /// A guard that does not type-check.
    case guardType = "R057"
    /// A guard that names an unknown step or fact.
    case guardName = "R058"
    /// A secret fact in a guard or a message.
    case secretRead = "R059"
    /// A join that needs more lanes than there are.
    case joinTooLarge = "R060"
    /// A step that does not exist.
    case unknownStep = "R061"
    /// A fact that does not exist.
    case unknownFact = "R062"
    /// A message that does not exist.
    case unknownMessage = "R063"
    /// A message that no step sends.
    case unusedMessage = "R064"
    /// A `{…}` in a message that names nothing.
    case unknownPlaceholder = "R065"
    /// A phase that the runbook leaves out.
    case missingPhase = "R066"
    /// The date of the last review is missing.
    case notReviewed = "R067"
    /// The last review is too long ago.
    case reviewOverdue = "R068"
    /// An arm that can never be taken.
    case unreachableArm = "R069"
    /// A decision whose options do not fit the fact that receives them.
    case optionMismatch = "R070"
    /// A comparison with a value that the fact or the answer cannot have.
    case unknownAnswer = "R071"
    /// A duration of more than ten years.
    case durationTooLong = "R072"
    /// A guard that can take more work than is allowed.
    case guardCost = "R073"
    /// A condition that always holds.
    case alwaysTrue = "R074"
    /// A condition that never holds.
    case alwaysFalse = "R075"
    /// An `otherwise` that no run takes, because the arms name every case.
    case idleOtherwise = "R076"
    /// A condition that reads a step which was not reached yet.
    case readsLater = "R077"
    /// A fact or answer that is read before anything can have given it.
    case readsTooEarly = "R078"
    /// A fact or answer that has no value on some way to the place where it is read.
    case mayBeMissing = "R079"
    /// A fact that is read and that no step fills.
    case neverFilled = "R080"
    /// A fact that no step fills and nothing reads.
    case unusedFact = "R081"
    /// The answer of a step that gives none.
    case noAnswer = "R082"
    /// A loop whose steps change nothing that its condition reads.
    case idleLoop = "R083"
    /// A wait for something that nothing beside it can change.
    case endlessWait = "R084"
    /// A wait for an event that nobody has to bring about and no deadline ends.
    case openWait = "R085"
    /// `not_by` names a step that is not done before the approval.
    case exclusionTooLate = "R086"
    /// The role that approves a step is the one that did it.
    case ownApproval = "R087"
    /// An approval that nobody can give.
    case approvalOutOfReach = "R088"
    /// A milestone that does not exist.
    case unknownMilestone = "R089"
    /// A milestone that is reached out of its order.
    case milestoneOrder = "R090"
    /// A milestone that some way to the end leaves out.
    case milestoneMissed = "R091"
    /// A step that may never be left out, and that the runbook itself leaves out.
    case mandatoryLost = "R092"
    /// A limit that is shorter than the time-boxes before it.
    case limitTooShort = "R093"
    /// Two steps that ask for the same thing.
    case sameTask = "R094"
    /// Two ids that differ in one letter.
    case similarIDs = "R095"
    /// A text that was to be replaced.
    case placeholderText = "R096"
    /// A text of a step that only repeats another one.
    case repeatedText = "R097"
    /// A message that is sent to others than those for whom it was written.
    case otherAudience = "R098"
    /// A category of incidents that does not exist.
    case unknownCategory = "R099"
    /// A claim about an order that the steps contradict.
    case contraryOrder = "R100"
    /// A `rest` that has no effect, because all lanes are joined.
    case idleRest = "R101"

    /// How serious a finding of this code is.
    package var severity: Severity {
        switch self {
        case .fileName, .noRole, .noTimebox, .noEvidence, .noDoneWhen, .noRoles, .unusedRole,
            .unusedMessage, .missingPhase, .notReviewed, .reviewOverdue, .unreachableArm,
            .guardCost, .alwaysTrue, .alwaysFalse, .readsLater, .readsTooEarly, .mayBeMissing,
            .neverFilled, .unusedFact, .idleLoop, .endlessWait, .openWait, .exclusionTooLate,
            .ownApproval, .approvalOutOfReach, .milestoneOrder, .milestoneMissed, .mandatoryLost,
            .limitTooShort, .sameTask, .placeholderText, .repeatedText, .otherAudience,
            .unknownCategory, .contraryOrder:
            .warning
        case .idleOtherwise, .similarIDs, .idleRest: .note
        default: .error
        }
    }
}
