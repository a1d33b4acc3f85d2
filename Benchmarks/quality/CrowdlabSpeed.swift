import Records

let crowdlabSpeed: [SpeedCase] = []
