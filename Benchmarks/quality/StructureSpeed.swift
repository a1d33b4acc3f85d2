import Records

let structureSpeed: [SpeedCase] = []
