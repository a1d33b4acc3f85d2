import Foundation
import Media
import Testing
import Records
@testable import Formats

/// What is asked of single regions, bitmasks, and members nobody knows, at each level of a task.
@Suite("Label Studio regions")
struct LabelStudioRegionTests {
    private static let config = """
        <View><Image name="img" value="$image"/>
          <RectangleLabels name="box" toName="img"><Label value="mug"/></RectangleLabels>
          <BitmaskLabels name="mask" toName="img"><Label value="mug"/></BitmaskLabels>
          <Choices name="state" toName="img" perRegion="true"><Choice value="full"/><Choice value="empty"/></Choices>
          <TextArea name="brand" toName="img" perRegion="true" maxSubmissions="1"/>
          <Rating name="shine" toName="img" perRegion="true"/>
          <Number name="price" toName="img" perRegion="true"/>
        </View>
        """
    private static let box = #""x":10,"y":20,"width":30,"height":40,"rotation":0"#
    private static let results = [
        LabelStudioTests.result("box", "rectanglelabels", "{\(box),\"rectanglelabels\":[\"mug\"]}"),
        LabelStudioTests.result("state", "choices", "{\(box),\"choices\":[\"full\"]}"), LabelStudioTests.result("brand", "textarea", "{\(box),\"text\":[\"Ada\"]}"),
        LabelStudioTests.result("shine", "rating", "{\(box),\"rating\":4}"), LabelStudioTests.result("price", "number", "{\(box),\"number\":2.5}"),
    ]

    @Test("controls asked per region are attributes of the region, and are written back")
    func attributes() throws {
        let json = LabelStudioTests.task(Self.results)
        let read = try LabelStudioTests.read(json, config: Self.config)
        let answers = read.items[0].annotations.first?.answers ?? read.items[0].answers
        guard case .parts(let parts)? = answers["box"] else { Issue.record("\(read.items)"); return }
        #expect(parts.map(\.attributes) == [["state": "full", "brand": "Ada", "shine": 4, "price": 2.5]])
        #expect(read.reader.questions.first { $0.name == "box" }?.attributes.map(\.name) == ["state", "brand", "shine", "price"])
        #expect(try LabelStudioTests.rewritten(json, config: Self.config).tasks.text(sorted: true) == JSONParser.parse(json).text(sorted: true))
    }

    @Test("a region whose attribute changed is written with the other members as they were")
    func changed() throws {
        let json = LabelStudioTests.task(Self.results)
        let again = try LabelStudioTests.rewritten(json, config: Self.config) { item in
            for place in item.annotations.indices {
                guard case .parts(var parts)? = item.annotations[place].answers["box"] else { continue }
                parts[0].attributes["shine"] = 1
                item.annotations[place].answers["box"] = .parts(parts)
            }
            guard case .parts(var parts)? = item.answers["box"] else { return }
            parts[0].attributes["shine"] = 1
            item.answers["box"] = .parts(parts)
        }
        #expect(again.tasks.text(sorted: true) == (try JSONParser.parse(json.replacing("\"rating\":4", with: "\"rating\":1"))).text(sorted: true))
    }

    private static func bitmask(_ width: Int) throws -> String {
        let values: [UInt16] = (0..<width * 100).flatMap { $0 % width < 2 ? [UInt16](repeating: 255, count: 4) : [0, 0, 0, 0] }
        return "data:image/png;base64," + Data(try PNGSamples(width: width, height: 100, colour: .rgba, depth: 8, values: values).encoded()).base64EncodedString()
    }

    @Test("a bitmask is the mask of its opaque pixels, and is a bitmask again")
    func bitmask() throws {
        let json = LabelStudioTests.task([LabelStudioTests.result("mask", "bitmasklabels", "{\"imageDataURL\":\"\(try Self.bitmask(200))\",\"bitmasklabels\":[\"mug\"]}")])
        let read = try LabelStudioTests.read(json, config: Self.config)
        let answers = read.items[0].annotations.first?.answers ?? read.items[0].answers
        #expect(read.findings.isEmpty && answers["mask"] == .parts([Part(id: "r", labels: ["mug"], shape: .mask(Mask(size: [100, 200], runs: [0, 200, 19800])), origin: .imported)]), "\(read.findings)")
        #expect(try LabelStudioTests.rewritten(json, config: Self.config).tasks.text(sorted: true) == JSONParser.parse(json).text(sorted: true))
    }

    @Test("a bitmask of another size than its picture is told")
    func wrongBitmask() throws {
        let json = LabelStudioTests.task([LabelStudioTests.result("mask", "bitmasklabels", "{\"imageDataURL\":\"\(try Self.bitmask(20))\",\"bitmasklabels\":[\"mug\"]}")])
        #expect(try LabelStudioTests.read(json, config: Self.config).findings.map(\.code) == ["label-studio.region.bad"])
    }

    @Test("members nobody knows survive at each level, byte for byte once keys are sorted", arguments: [
        ("task", #"{"id":7,"#, #"{"id":7,"odd":{"b":[1,2.50,null],"a":"é\n"},"#), ("data", #""data":{"#, #""data":{"odd":{"x":[true]},"#),
        ("annotation", #"{"id":1,"completed_by""#, #"{"id":1,"odd":-0.0,"completed_by""#), ("result", #""origin":"manual""#, #""origin":"manual","odd":[{}]"#),
        ("value", #""rotation":0"#, #""rotation":0,"odd":1e40"#), ("meta of a task", #","annotations""#, #","meta":{"odd":"1","winnower":{}},"annotations""#),
        ("meta of a result", #""image_rotation":0"#, #""image_rotation":0,"meta":{"odd":[1],"text":["a","b"]}"#),
        ("drafts and predictions", #","annotations""#, #","drafts":[{"odd":1,"result":[]}],"predictions":[{"odd":2,"result":[],"model_version":"m","score":0.5}],"annotations""#),
    ])
    func unknown(level: String, place: String, odd: String) throws {
        let json = LabelStudioTests.task(Self.results).replacing(place, with: odd)
        #expect(json.contains("odd"))
        #expect(try LabelStudioTests.rewritten(json, config: Self.config).tasks.text(sorted: true) == JSONParser.parse(json).text(sorted: true))
    }
}
