import Assuring
import Records

/// Cases of texts and tag sequences.
let sequenceCases: [ParityCase] = [
    ParityCase("text_rover", files: ["texts.csv"]) { folder in
        let table = try folder.table("texts.csv")
        let (tasks, workers, texts) = (try table.column("task"), try table.column("worker"), try table.column("text"))
        let given = tasks.indices.map { TextTable.Given(item: tasks[$0], annotator: workers[$0], text: texts[$0]) }
        let read = try TextTable(given)
        var settled: JSONObject = [:]
        for item in try Rover(order: .given).consensus(of: read).items {
            settled[read.itemNames[Int(item.item)]] = .string(item.text ?? "")
        }
        return ["text": .object(settled)]
    },
]
