import AuditEvents
import Maybes
import Testing

@Suite("Lists and pages")
struct PagingTests {
    /// Every page of a list, calling `between` after each.
    private func pages(
        of service: MaybesService, tags: [String] = [], limit: Int, between: () async throws -> Void = {}
    ) async throws -> [[Note]] {
        var pages: [[Note]] = []
        var cursor: NotePage.Cursor?
        repeat {
            let page = try await service.list(tags: tags, after: cursor, limit: limit, context: .ana)
            pages.append(page.notes)
            try #require(pages.count < 20, "the cursor does not go on")
            cursor = page.next
            try await between()
        } while cursor != nil
        return pages
    }

    /// A service whose clock goes on a millisecond a call, so that ids are in the order of creation.
    private func service(at desk: Desk) async throws -> MaybesService {
        let clock = StepClock()
        return try await desk.open(now: { clock.next() })
    }

    @Test func pagesCoverTheListNewestFirst() async throws {
        let desk = try Desk()
        let service = try await service(at: desk)
        var made: [Note] = []
        for number in 0..<7 { made.append(try await service.create(NoteDraft(title: "\(number)"), context: .ana).note) }
        let newestFirst = Array(made.reversed())

        #expect(try await pages(of: service, limit: 3).map(\.count) == [3, 3, 1])
        #expect(try await pages(of: service, limit: 3).flatMap(\.self) == newestFirst)
        #expect(try await pages(of: service, limit: 7) == [newestFirst], "a full last page has no next")
        #expect(try await pages(of: service, limit: 100) == [newestFirst])
    }

    @Test func pagesHoldStillWhileNotesComeAndGo() async throws {
        let desk = try Desk()
        let service = try await service(at: desk)
        var made: [Note] = []
        for number in 0..<9 { made.append(try await service.create(NoteDraft(title: "\(number)"), context: .ana).note) }
        let oldest = made[0]

        var round = 0
        let seen = try await pages(of: service, limit: 2) {
            _ = try await service.create(NoteDraft(title: "new"), context: .ana)
            if round == 0 {
                // The note that the cursor names goes away, and one that was shown changes.
                _ = try await service.delete(made[7].id, version: 1, context: .ana)
                _ = try await service.update(made[8].id, version: 1, to: NoteDraft(title: "changed"), context: .ana)
                _ = try await service.update(oldest.id, version: 1, to: NoteDraft(title: "changed"), context: .ana)
            }
            round += 1
        }
        #expect(seen.flatMap(\.self).map(\.id) == made.reversed().map(\.id))
    }

    @Test func allTagsMustBeThere() async throws {
        let desk = try Desk()
        let service = try await service(at: desk)
        var made: [String: String] = [:]
        for tags in [["a"], ["b", "a"], ["a", "b", "c"], ["c"], []] {
            let note = try await service.create(NoteDraft(title: "n" + tags.joined(), tags: tags), context: .ana).note
            made[note.title] = note.id
        }
        func titles(_ tags: [String]) async throws -> [String] {
            try await service.list(tags: tags, context: .ana).notes.map(\.title)
        }
        #expect(try await titles(["a"]) == ["nabc", "nba", "na"])
        #expect(try await titles(["b", "a"]) == ["nabc", "nba"])
        #expect(try await titles(["c", "b", "a"]) == ["nabc"])
        #expect(try await titles(["a", "d"]) == [])
        #expect(
            try await pages(of: service, tags: ["a"], limit: 1).flatMap(\.self).map(\.title) == ["nabc", "nba", "na"])
    }

    @Test func aPagesSizeIsBounded() async throws {
        let desk = try Desk()
        let service = try await desk.open()
        for limit in [0, -1, 101] {
            let error = try await failure { try await service.list(limit: limit, context: .ana) }
            #expect(error.code == .invalidField)
            #expect(error.field == "limit")
        }
    }

    @Test func aCursorIsReadBackAndNothingElseIs() throws {
        let text = "018c2f9e-5b3a-7c1d-8e2f-0123456789ab"
        #expect(NotePage.Cursor(text)?.description == text)
        for bad in ["", "x", text + "0", text.uppercased(), "018c2f9e-5b3a-7c1d-8e2f_0123456789ab"] {
            #expect(NotePage.Cursor(bad) == nil)
        }
    }
}
