// RUN: gnn-opt %s --gnn-dispatch-cpu-versions --split-input-file --verify-diagnostics

// expected-error @below {{expects target_cpu to be x86-64, x86-64-v3 or x86-64-v4 but got "z80"}}
func.func @forward() attributes {target_cpu = "z80", gnn.cpu_versions = []} {
  return
}

// -----

// expected-error @below {{expects target_cpu to be x86-64, x86-64-v3 or x86-64-v4 but got <<NULL ATTRIBUTE>>}}
func.func @forward() attributes {gnn.cpu_versions = []} {
  return
}

// -----

// expected-error @below {{expects gnn.cpu_versions to name functions of its type but got @other}}
func.func @forward() attributes {target_cpu = "x86-64", gnn.cpu_versions = [@other]} {
  return
}
func.func private @other(%x: i32) attributes {target_cpu = "x86-64-v3"} {
  return
}

// -----

// expected-error @below {{expects gnn.cpu_versions to name functions of its type but got 3}}
func.func @forward() attributes {target_cpu = "x86-64", gnn.cpu_versions = [3]} {
  return
}

// -----

func.func @forward() attributes {target_cpu = "x86-64-v3", gnn.cpu_versions = [@lower]} {
  return
}
// expected-error @below {{expects a higher target_cpu than x86-64-v3 but got x86-64}}
func.func private @lower() attributes {target_cpu = "x86-64"} {
  return
}

// -----

func.func @f() attributes {target_cpu = "x86-64", gnn.cpu_versions = []} {
  return
}
// expected-error @below {{expects versions for the processors of other functions}}
func.func @g() attributes {target_cpu = "x86-64-v3", gnn.cpu_versions = []} {
  return
}

// -----

func.func @f() attributes {target_cpu = "x86-64", gnn.cpu_versions = []} {
  return
}
// expected-error @below {{expects the symbol "gnn.use_cpu" to be free for the detection of processors}}
func.func @gnn.use_cpu() {
  return
}

// -----

// expected-error @below {{expects a body beside gnn.cpu_versions but has none}}
func.func private @forward() attributes {target_cpu = "x86-64", gnn.cpu_versions = []}
