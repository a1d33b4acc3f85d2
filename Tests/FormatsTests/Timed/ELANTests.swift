import Testing
import Records
@testable import Formats

@Suite("ELAN")
struct ELANTests {
    static let eaf = """
        <?xml version="1.0" encoding="UTF-8"?>
        <ANNOTATION_DOCUMENT AUTHOR="me" DATE="2026-01-02T03:04:05+00:00" FORMAT="3.0" VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
            <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
                <MEDIA_DESCRIPTOR MEDIA_URL="file:///x/a.mp4" MIME_TYPE="video/mp4"/>
                <PROPERTY NAME="lastUsedAnnotationId">4</PROPERTY>
                <PROPERTY NAME="URN">urn:1</PROPERTY>
            </HEADER>
            <TIME_ORDER>
                <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="500"/>
                <TIME_SLOT TIME_SLOT_ID="ts2"/>
                <TIME_SLOT TIME_SLOT_ID="ts3" TIME_VALUE="2500"/>
            </TIME_ORDER>
            <TIER LINGUISTIC_TYPE_REF="default-lt" PARTICIPANT="Ada" TIER_ID="words">
                <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>good day</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
                <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts3"><ANNOTATION_VALUE>to &amp; fro</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
            </TIER>
            <TIER LINGUISTIC_TYPE_REF="gloss" PARENT_REF="words" TIER_ID="gloss">
                <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a3" ANNOTATION_REF="a2"><ANNOTATION_VALUE>X</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
                <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a4" ANNOTATION_REF="nobody"><ANNOTATION_VALUE>Y</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
            </TIER>
            <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>
            <LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Association" GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="gloss" TIME_ALIGNABLE="false"/>
            <CONSTRAINT DESCRIPTION="1-1 association with a parent annotation" STEREOTYPE="Symbolic_Association"/>
        </ANNOTATION_DOCUMENT>
        """

    @Test("references have the times of what they refer to, slots without a time those between, and all is written back")
    func reading() throws {
        let read = try TimedFixture([("a.eaf", Self.eaf)]).read("elan")
        #expect(read.findings.filter { $0.severity > .note }.map(\.code) == ["elan.annotation.no-time"])
        let item = try #require(read.items.first)
        #expect(item.media == .video)
        #expect(item.files["video"]?.url == "file:///x/a.mp4")
        #expect(item.answers == [
            "words": .parts([TimedFixture.part("s1", 0.5, 1.5, text: "good day"), TimedFixture.part("s2", 1.5, 2.5, text: "to & fro")]),
            "gloss": .parts([TimedFixture.part("s3", 1.5, 2.5, "X")]),
        ])
        let text = try TimedFixture.write("elan", read.items, read.questions).folder.text("out/a.eaf")
        for piece in ["PARTICIPANT=\"Ada\"", "PARENT_REF=\"words\"", "ANNOTATION_REF=\"a2\"", "CONSTRAINTS=\"Symbolic_Association\"", "STEREOTYPE", "urn:1", "DATE=\"2026-01-02T03:04:05+00:00\"", "file:///x/a.mp4", "to &amp; fro"] {
            #expect(text.contains(piece), "\(piece)")
        }
    }

    @Test("what is no ELAN is told", arguments: [("<x/>", "elan.not-elan"), ("<ANNOTATION_DOCUMENT>", "xml.truncated"), ("", "xml.empty")])
    func bad(_ text: String, _ code: String) throws {
        let read = try TimedFixture([("a.eaf", text)]).read("elan")
        #expect(read.items.isEmpty)
        #expect(read.findings.first?.code == code)
    }
}
