variable "name" {
  type = string
}

variable "schemas" {
  description = "Folder with a folder for each schema, and 1.avsc, 2.avsc … in it: every version there ever was."
  type        = string
}
