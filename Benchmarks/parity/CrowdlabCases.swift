/// Cases of votes beside a model's probabilities.
let crowdlabCases: [ParityCase] = []
