include "mlir/Pass/PassBase.td"

def PruneChannels : Pass<"gnn-prune-channels"> {
  let summary = "Keeps every rule";
}
def DropEdges : Pass<"gnn-drop-all-edges"> {
  let summary = "Keeps none";
}
