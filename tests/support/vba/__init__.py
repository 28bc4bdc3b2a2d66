"""An independent reader of VBA projects, written from [MS-CFB] and [MS-OVBA], that says which of their MUSTs a file breaks."""
