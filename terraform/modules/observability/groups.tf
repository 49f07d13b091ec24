# Which group reads which topic, from the catalogue. A group that ends in * stands for versions of a view,
# and the first of them is the one that is watched.

locals {
  catalogue = yamldecode(file(var.catalogue))

  # Where a projection's rows lie it reads without a group, to restore itself.
  followed = {
    for id, app in local.catalogue.apps : id => setsubtract(app.consumes, endswith(id, "-service") ? [] : app.produces)
  }

  groups = flatten([
    for id, app in local.catalogue.apps : [
      for group in app.groups : [
        for topic in local.followed[id] : { group = replace(group, "-v*", "-v1"), topic = topic }
      ] if !endswith(replace(group, "-v*", "-v1"), "*")
    ]
  ])

  # The tables follow the rows of one view each.
  tables = flatten([
    for id, app in local.catalogue.apps : [
      for topic in app.produces : { group = "query-${trimprefix(id, "view-")}-v1", topic = topic }
    ] if startswith(id, "view-")
  ])

  lags = { for lag in concat(local.groups, local.tables) : "${lag.group}/${lag.topic}" => lag }
}
