import Testing
import Records
@testable import Formats

@Suite("Tables of crowd services")
struct CrowdTests {
    @Test("Appen's full report is judgements by person; what differs within a unit, or has gold, is an answer")
    func appenFull() throws {
        let text = """
            _unit_id,_created_at,_golden,_id,_missed,_started_at,_tainted,_channel,_trust,_worker_id,mood,stars,mood_gold,text
            7,2/19/2015 06:23:55,false,1,,2/19/2015 06:23:25,false,neodev,0.9,w1,good,4,,Hello
            8,2/19/2015 06:24:00,true,2,,2/19/2015 06:23:50,true,neodev,0.4,w1,bad,1,bad,Bye
            7,2/19/2015 06:30:00,false,3,,2/19/2015 06:29:00,false,neodev,0.8,w2,bad,5,,Hello

            """
        let read = try VendorTests.read("appen", [("f.csv", text)])
        #expect(read.findings.isEmpty)
        #expect(read.items.map(\.key) == ["8", "7"])
        #expect(read.questions.map(\.name) == ["mood", "stars"])
        #expect(read.questions.map(\.kind) == [.choice, .number])
        #expect(read.questions.first?.labelNames == ["bad", "good"])
        let item = try #require(read.items.last)
        #expect(item.answers.isEmpty && item.fields == ["text": "Hello"] && item.media == .text)
        #expect(item.annotations.map(\.author) == ["w1", "w2"])
        #expect(item.annotations.map(\.answers) == [["mood": .choice("good"), "stars": .number(4)], ["mood": .choice("bad"), "stars": .number(5)]])
        #expect(item.annotations.map(\.seconds) == [30, 60])
        #expect(item.annotations[0].metadata["_trust"] == "0.9" && item.annotations[0].metadata["_tainted"] == "false")
        #expect(read.items[0].metadata["appen"]?["gold"]?["mood_gold"] == "bad")
    }

    @Test("Appen's aggregated report has the answers that count, with their confidence")
    func appenAggregated() throws {
        let text = "_unit_id,_golden,_unit_state,_trusted_judgments,_last_judgment_at,mood,mood:confidence,url\n7,false,finalized,3,2/19/2015 06:23:55,good,0.67,http://h/a.jpg\n"
        let item = try #require(try VendorTests.read("appen", [("a.csv", text)]).items.first)
        #expect(item.answers == ["mood": .choice("good")])
        #expect(item.settledBy["mood"]?.posterior == 0.67)
        #expect(item.media == .image && item.files["image"]?.url == "http://h/a.jpg")
        #expect(item.metadata["appen"]?["_trusted_judgments"] == "3")
    }

    @Test("a HIT of Mechanical Turk is an item, its assignments annotations; forms, JSON and a column per option are undone")
    func mturk() throws {
        let form = "<?xml version=\"\"1.0\"\"?><QuestionFormAnswers xmlns=\"\"http://x\"\"><Answer><QuestionIdentifier>note</QuestionIdentifier><FreeText>so &amp; so, it goes</FreeText></Answer></QuestionFormAnswers>"
        let json = "[{\"\"category\"\":{\"\"label\"\":\"\"cat\"\"},\"\"flags\"\":{\"\"a\"\":true,\"\"b\"\":false}}]"
        let text = """
            HITId,Title,AssignmentId,WorkerId,AssignmentStatus,SubmitTime,WorkTimeInSeconds,Input.text,Answer.form,Answer.taskAnswers,Answer.colour.red,Answer.colour.blue,Approve,Reject
            H1,T,A1,W1,Approved,Thu Feb 19 06:23:55 PST 2015,31,Hello,"\(form)","\(json)",true,false,x,
            H2,T,A2,W1,Submitted,Thu Feb 19 06:24:55 PST 2015,12,Bye,,"\(json.replacing("cat\"\"", with: "dog\"\""))",false,true,,
            H1,T,A3,W2,Rejected,Thu Feb 19 06:25:55 PST 2015,5,Hello,,"\(json)",true,true,,too fast

            """
        let read = try VendorTests.read("mturk", [("Batch_1.csv", text)])
        #expect(read.findings.isEmpty)
        #expect(read.items.map(\.key) == ["H2", "H1"])
        let item = try #require(read.items.last)
        #expect(item.fields == ["text": "Hello"])
        #expect(item.annotations.map(\.author) == ["W1", "W2"])
        #expect(item.annotations.map(\.seconds) == [31, 5])
        #expect(item.annotations[0].answers["category"] == .choice("cat"))
        #expect(item.annotations[0].answers["colour"] == .choices(["red"]) && item.annotations[1].answers["colour"] == .choices(["red", "blue"]))
        #expect(item.annotations[0].answers["note"] == .choice("so & so, it goes"))
        #expect(item.annotations[1].metadata["Reject"] == "too fast" && item.annotations[0].metadata["Approve"] == "x")
        #expect(item.metadata["mturk"]?["Title"] == "T")
        #expect(read.questions.first { $0.name == "category" }?.labelNames == ["cat", "dog"])
    }

    @Test("kinds of columns", arguments: [
        (["1", "2.5", ""], QuestionKind.number, []), (["b", "a", "b"], .choice, ["a", "b"]), (["b\na", "a"], .choices, ["a", "b"]), ((0..<30).map { "free text \($0)" }, .text, []),
        ([String(repeating: "x", count: 65)], .text, []), (["É", "E", "z"], .choice, ["E", "z", "É"]),
    ] as [([String], QuestionKind, [String])])
    func kinds(_ cells: [String], _ kind: QuestionKind, _ labels: [String]) {
        var survey = ValueSurvey()
        for cell in cells { survey.add(cell) }
        #expect(survey.kind == kind)
        #expect(survey.labels == labels)
    }

    @Test("dates of the services tell how long something took", arguments: [
        ("2/19/2015 06:23:55", "2/19/2015 06:24:55", 60.0), ("2015-02-28 23:59:00 UTC", "2015-03-01 00:00:00 UTC", 60), ("Sat Feb 28 23:59:59 PST 2015", "Sun Mar 01 00:00:00 PST 2015", 1), ("2016-02-28T00:00:00Z", "2016-03-01T00:00:00Z", 172_800),
    ])
    func dates(_ from: String, _ to: String, _ seconds: Double) throws {
        let (start, end) = (try #require(ClockDate.seconds(from)), try #require(ClockDate.seconds(to)))
        #expect(end - start == seconds)
    }
}
