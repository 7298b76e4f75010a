import Incidents
import Runbooks
import Testing

/// Runbooks stand below incidents and have the words of an incident in a table of their own.
@Suite struct VocabularyTests {
    @Test func `runbooks and incidents use the same words`() {
        #expect(IncidentVocabulary.milestones == Milestone.allCases.map(\.rawValue))
        #expect(IncidentVocabulary.severities == Incidents.Severity.allCases.map(\.code))
        #expect(IncidentVocabulary.dispositions == Disposition.allCases.map(\.rawValue))
        #expect(IncidentVocabulary.categories == Category.allCases.map(\.rawValue))
    }
}
