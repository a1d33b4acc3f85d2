import Media
import Records
import Testing
@testable import Formats

@Suite("LabelMe XML")
struct LabelMeXMLTests {
    private func object(_ id: Int, _ name: String, _ shape: String, _ more: String = "<deleted>0</deleted>") -> String {
        "<object><name>\(name)</name>\(more)<verified>0</verified><occluded>no</occluded><date></date><id>\(id)</id><parts><hasparts>2</hasparts><ispartof></ispartof></parts>\(shape)<attributes>old, colour=red</attributes></object>"
    }

    private func points(_ points: [(Int, Int)]) -> String {
        "<polygon><username>ada</username>\(points.map { "<pt><x>\($0.0)</x><y>\($0.1)</y></pt>" }.joined())</polygon>"
    }

    @Test("polygons, boxes, masks; deleted objects are kept aside")
    func objects() throws {
        let folder = TemporaryFolder()
        let inner = object(0, "mug", points([(1, 2), (9, 2), (9, 8)])) + object(1, "mug", points([(1, 2), (9, 8)])) + object(2, "mug", points([(1, 2), (9, 2), (9, 8)]), "<deleted>1</deleted>")
            + object(3, "table", "<segm><username>ada</username><box><xmin>1</xmin><ymin>0</ymin><xmax>2</xmax><ymax>1</ymax></box><mask>k1_mask_3.png</mask><scribbles></scribbles></segm>")
        _ = folder.write("<annotation><filename>k1.jpg</filename><folder>f</folder><source><sourceImage>x</sourceImage></source><imagesize><nrows>2</nrows><ncols>4</ncols></imagesize>\(inner)</annotation>", "Annotations/f/k1.xml")
        _ = folder.write("x", "Images/f/k1.jpg")
        _ = folder.write(try PNGSamples(width: 4, height: 2, values: [0, 255, 255, 0, 0, 255, 0, 0]).encoded(), "Masks/f/k1_mask_3.png")
        let input = try DatasetInput(folder.path)
        #expect(LabelMeXML.recognise(input)?.confidence == 0.9 && PascalVOC.recognise(input) == nil)
        let reader = try LabelMeXMLReader(input, DatasetReadOptions(attributes: [AttributeDefinition(name: "old", kind: .boolean)]))
        let item = try #require(try reader.next())
        #expect(try reader.next() == nil)
        #expect(reader.takeFindings().isEmpty)
        #expect(item.key == "f/k1.jpg" && item.picturePath == "Images/f/k1.jpg" && item.size == PixelSize(width: 4, height: 2))
        #expect(item.answers["polygons"] == .parts([Part(id: "o0", labels: ["mug"], shape: .polygons([PolygonRings(outer: [1, 2, 9, 2, 9, 8])]), attributes: ["old": true], origin: .imported)]))
        #expect(item.answers["boxes"] == .parts([Part(id: "o1", labels: ["mug"], shape: .box([1, 2, 9, 8]), attributes: ["old": true], origin: .imported)]))
        #expect(item.answers["masks"] == .parts([Part(id: "o3", labels: ["table"], shape: .mask(Mask(size: [2, 2], runs: [0, 3, 1], at: [1, 0])), attributes: ["old": true], origin: .imported)]))
        let own = item.metadata["labelme-xml"]
        #expect(own?["left_out"]?.array?.count == 1 && own?["source"] == ["sourceImage": "x"])
        #expect(own?["parts"]?["o0"]?["username"] == "ada" && own?["parts"]?["o0"]?["attributes"] == "colour=red" && own?["parts"]?["o0"]?["parts"]?["hasparts"] == "2")
    }

    @Test("a broken file is a finding and the others are read")
    func broken() throws {
        let folder = TemporaryFolder()
        _ = folder.write("<annotation><filename>a.jpg</filename><object>", "a.xml")
        _ = folder.write("<annotation><filename>b.jpg</filename>\(object(0, "", points([(1, 2)])))</annotation>", "b.xml")
        let reader = try LabelMeXMLReader(try DatasetInput(folder.path), DatasetReadOptions(needsFiles: false))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        #expect(items.map(\.key) == ["b.jpg"])
        #expect(reader.takeFindings().map(\.code) == ["xml.truncated", "labelme-xml.object.bad"])
    }
}
