// Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Orders of the nodes of a graph, and what is brought into such an order:
// gnn-apply-node-order copies these functions into a model. A graph is row
// pointers and the source of each edge; order[k] is the node that becomes k.

// counts[s] = edges that read node s.
func.func private @gnn_count_readers(%sources: memref<?xi32>, %counts: memref<?xindex>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %nodes = memref.dim %counts, %c0 : memref<?xindex>
  %edges = memref.dim %sources, %c0 : memref<?xi32>
  scf.for %node = %c0 to %nodes step %c1 {
    memref.store %c0, %counts[%node] : memref<?xindex>
  }
  scf.for %edge = %c0 to %edges step %c1 {
    %s = memref.load %sources[%edge] : memref<?xi32>
    %source = arith.index_cast %s : i32 to index
    %count = memref.load %counts[%source] : memref<?xindex>
    %more = arith.addi %count, %c1 : index
    memref.store %more, %counts[%source] : memref<?xindex>
  }
  return
}

// Nodes by rising keys of at most their number, equal ones as they were: a
// counting sort.
func.func private @gnn_sort_nodes(%keys: memref<?xindex>, %order: memref<?xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %nodes = memref.dim %keys, %c0 : memref<?xindex>
  %buckets = arith.addi %nodes, %c2 : index
  %starts = memref.alloc(%buckets) : memref<?xindex>
  scf.for %bucket = %c0 to %buckets step %c1 {
    memref.store %c0, %starts[%bucket] : memref<?xindex>
  }
  scf.for %node = %c0 to %nodes step %c1 {
    %key = memref.load %keys[%node] : memref<?xindex>
    %next = arith.addi %key, %c1 : index
    %count = memref.load %starts[%next] : memref<?xindex>
    %more = arith.addi %count, %c1 : index
    memref.store %more, %starts[%next] : memref<?xindex>
  }
  scf.for %bucket = %c1 to %buckets step %c1 {
    %last = arith.subi %bucket, %c1 : index
    %before = memref.load %starts[%last] : memref<?xindex>
    %count = memref.load %starts[%bucket] : memref<?xindex>
    %sum = arith.addi %before, %count : index
    memref.store %sum, %starts[%bucket] : memref<?xindex>
  }
  scf.for %node = %c0 to %nodes step %c1 {
    %key = memref.load %keys[%node] : memref<?xindex>
    %place = memref.load %starts[%key] : memref<?xindex>
    %n = arith.index_cast %node : index to i32
    memref.store %n, %order[%place] : memref<?xi32>
    %next = arith.addi %place, %c1 : index
    memref.store %next, %starts[%key] : memref<?xindex>
  }
  memref.dealloc %starts : memref<?xindex>
  return
}

// Nodes that many edges read come first, so that they share cache lines and
// pages.
func.func private @gnn_order_by_degree(%row_ptr: memref<?xi64>, %sources: memref<?xi32>, %order: memref<?xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %nodes = memref.dim %order, %c0 : memref<?xi32>
  %keys = memref.alloc(%nodes) : memref<?xindex>
  func.call @gnn_count_readers(%sources, %keys) : (memref<?xi32>, memref<?xindex>) -> ()
  scf.for %node = %c0 to %nodes step %c1 {
    %count = memref.load %keys[%node] : memref<?xindex>
    %most = arith.minui %count, %nodes : index
    %key = arith.subi %nodes, %most : index
    memref.store %key, %keys[%node] : memref<?xindex>
  }
  func.call @gnn_sort_nodes(%keys, %order) : (memref<?xindex>, memref<?xi32>) -> ()
  memref.dealloc %keys : memref<?xindex>
  return
}

// The targets that read each node, those first that few edges read themselves:
// readers[starts[s]] to readers[starts[s + 1]].
func.func private @gnn_list_readers(%row_ptr: memref<?xi64>, %sources: memref<?xi32>, %counts: memref<?xindex>,
                                    %rising: memref<?xi32>, %starts: memref<?xindex>, %readers: memref<?xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %nodes = memref.dim %counts, %c0 : memref<?xindex>
  %ends = memref.alloc(%nodes) : memref<?xindex>
  memref.store %c0, %starts[%c0] : memref<?xindex>
  scf.for %node = %c0 to %nodes step %c1 {
    %start = memref.load %starts[%node] : memref<?xindex>
    memref.store %start, %ends[%node] : memref<?xindex>
    %count = memref.load %counts[%node] : memref<?xindex>
    %next = arith.addi %node, %c1 : index
    %end = arith.addi %start, %count : index
    memref.store %end, %starts[%next] : memref<?xindex>
  }
  scf.for %k = %c0 to %nodes step %c1 {
    %t = memref.load %rising[%k] : memref<?xi32>
    %target = arith.index_cast %t : i32 to index
    %next = arith.addi %target, %c1 : index
    %b = memref.load %row_ptr[%target] : memref<?xi64>
    %e = memref.load %row_ptr[%next] : memref<?xi64>
    %begin = arith.index_cast %b : i64 to index
    %end = arith.index_cast %e : i64 to index
    scf.for %edge = %begin to %end step %c1 {
      %s = memref.load %sources[%edge] : memref<?xi32>
      %source = arith.index_cast %s : i32 to index
      %place = memref.load %ends[%source] : memref<?xindex>
      memref.store %t, %readers[%place] : memref<?xi32>
      %more = arith.addi %place, %c1 : index
      memref.store %more, %ends[%source] : memref<?xindex>
    }
  }
  memref.dealloc %ends : memref<?xindex>
  return
}

// Appends node to the queue unless it has been there.
func.func private @gnn_visit(%node: i32, %queue: memref<?xi32>, %tail: index, %visited: memref<?xi8>) -> index {
  %c1 = arith.constant 1 : index
  %yes = arith.constant 1 : i8
  %place = arith.index_cast %node : i32 to index
  %mark = memref.load %visited[%place] : memref<?xi8>
  %is_known = arith.cmpi eq, %mark, %yes : i8
  %end = scf.if %is_known -> index {
    scf.yield %tail : index
  } else {
    memref.store %yes, %visited[%place] : memref<?xi8>
    memref.store %node, %queue[%tail] : memref<?xi32>
    %next = arith.addi %tail, %c1 : index
    scf.yield %next : index
  }
  return %end : index
}

// All that can be reached from the node at the head of the queue, breadth first.
func.func private @gnn_visit_component(%head: index, %starts: memref<?xindex>, %readers: memref<?xi32>,
                                       %queue: memref<?xi32>, %visited: memref<?xi8>) -> index {
  %c1 = arith.constant 1 : index
  %after = arith.addi %head, %c1 : index
  %ends:2 = scf.while (%at = %head, %tail = %after) : (index, index) -> (index, index) {
    %is_left = arith.cmpi ult, %at, %tail : index
    scf.condition(%is_left) %at, %tail : index, index
  } do {
  ^bb0(%at: index, %tail: index):
    %n = memref.load %queue[%at] : memref<?xi32>
    %node = arith.index_cast %n : i32 to index
    %next = arith.addi %node, %c1 : index
    %begin = memref.load %starts[%node] : memref<?xindex>
    %end = memref.load %starts[%next] : memref<?xindex>
    %grown = scf.for %k = %begin to %end step %c1 iter_args(%t = %tail) -> index {
      %reader = memref.load %readers[%k] : memref<?xi32>
      %u = func.call @gnn_visit(%reader, %queue, %t, %visited)
        : (i32, memref<?xi32>, index, memref<?xi8>) -> index
      scf.yield %u : index
    }
    %then = arith.addi %at, %c1 : index
    scf.yield %then, %grown : index, index
  }
  return %ends#1 : index
}

// Cuthill and McKee: breadth first along the edges, from a node of few readers,
// neighbours of few readers first; then reversed.
func.func private @gnn_order_by_rcm(%row_ptr: memref<?xi64>, %sources: memref<?xi32>, %order: memref<?xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %no = arith.constant 0 : i8
  %nodes = memref.dim %order, %c0 : memref<?xi32>
  %edges = memref.dim %sources, %c0 : memref<?xi32>
  %pointers = arith.addi %nodes, %c1 : index
  %counts = memref.alloc(%nodes) : memref<?xindex>
  %keys = memref.alloc(%nodes) : memref<?xindex>
  %rising = memref.alloc(%nodes) : memref<?xi32>
  %starts = memref.alloc(%pointers) : memref<?xindex>
  %readers = memref.alloc(%edges) : memref<?xi32>
  %queue = memref.alloc(%nodes) : memref<?xi32>
  %visited = memref.alloc(%nodes) : memref<?xi8>
  func.call @gnn_count_readers(%sources, %counts) : (memref<?xi32>, memref<?xindex>) -> ()
  scf.for %node = %c0 to %nodes step %c1 {
    %count = memref.load %counts[%node] : memref<?xindex>
    %key = arith.minui %count, %nodes : index
    memref.store %key, %keys[%node] : memref<?xindex>
    memref.store %no, %visited[%node] : memref<?xi8>
  }
  func.call @gnn_sort_nodes(%keys, %rising) : (memref<?xindex>, memref<?xi32>) -> ()
  func.call @gnn_list_readers(%row_ptr, %sources, %counts, %rising, %starts, %readers)
    : (memref<?xi64>, memref<?xi32>, memref<?xindex>, memref<?xi32>, memref<?xindex>, memref<?xi32>) -> ()
  %all = scf.for %k = %c0 to %nodes step %c1 iter_args(%tail = %c0) -> index {
    %first = memref.load %rising[%k] : memref<?xi32>
    %after = func.call @gnn_visit(%first, %queue, %tail, %visited)
      : (i32, memref<?xi32>, index, memref<?xi8>) -> index
    %is_new = arith.cmpi ne, %after, %tail : index
    %end = scf.if %is_new -> index {
      %reached = func.call @gnn_visit_component(%tail, %starts, %readers, %queue, %visited)
        : (index, memref<?xindex>, memref<?xi32>, memref<?xi32>, memref<?xi8>) -> index
      scf.yield %reached : index
    } else {
      scf.yield %tail : index
    }
    scf.yield %end : index
  }
  scf.for %k = %c0 to %nodes step %c1 {
    %node = memref.load %queue[%k] : memref<?xi32>
    %after = arith.addi %k, %c1 : index
    %place = arith.subi %nodes, %after : index
    memref.store %node, %order[%place] : memref<?xi32>
  }
  memref.dealloc %counts : memref<?xindex>
  memref.dealloc %keys : memref<?xindex>
  memref.dealloc %rising : memref<?xi32>
  memref.dealloc %starts : memref<?xindex>
  memref.dealloc %readers : memref<?xi32>
  memref.dealloc %queue : memref<?xi32>
  memref.dealloc %visited : memref<?xi8>
  return
}

// The same graph in its new order. Edges of a row stay in theirs, so that sums
// keep their bits.
func.func private @gnn_permute_graph(%row_ptr: memref<?xi64>, %sources: memref<?xi32>, %order: memref<?xi32>,
                                     %new_row_ptr: memref<?xi64>, %new_sources: memref<?xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = arith.constant 256 : index
  %zero = arith.constant 0 : i64
  %nodes = memref.dim %order, %c0 : memref<?xi32>
  %rank = memref.alloc(%nodes) : memref<?xi32>
  memref.store %zero, %new_row_ptr[%c0] : memref<?xi64>
  scf.for %k = %c0 to %nodes step %c1 {
    %o = memref.load %order[%k] : memref<?xi32>
    %old = arith.index_cast %o : i32 to index
    %old_next = arith.addi %old, %c1 : index
    %next = arith.addi %k, %c1 : index
    %new = arith.index_cast %k : index to i32
    memref.store %new, %rank[%old] : memref<?xi32>
    %begin = memref.load %row_ptr[%old] : memref<?xi64>
    %end = memref.load %row_ptr[%old_next] : memref<?xi64>
    %before = memref.load %new_row_ptr[%k] : memref<?xi64>
    %count = arith.subi %end, %begin : i64
    %sum = arith.addi %before, %count : i64
    memref.store %sum, %new_row_ptr[%next] : memref<?xi64>
  }
  scf.parallel (%first) = (%c0) to (%nodes) step (%rows) {
    %beyond = arith.addi %first, %rows : index
    %last = arith.minui %beyond, %nodes : index
    scf.for %k = %first to %last step %c1 {
      %o = memref.load %order[%k] : memref<?xi32>
      %old = arith.index_cast %o : i32 to index
      %old_next = arith.addi %old, %c1 : index
      %b = memref.load %row_ptr[%old] : memref<?xi64>
      %e = memref.load %row_ptr[%old_next] : memref<?xi64>
      %p = memref.load %new_row_ptr[%k] : memref<?xi64>
      %begin = arith.index_cast %b : i64 to index
      %end = arith.index_cast %e : i64 to index
      %place = arith.index_cast %p : i64 to index
      scf.for %edge = %begin to %end step %c1 {
        %s = memref.load %sources[%edge] : memref<?xi32>
        %source = arith.index_cast %s : i32 to index
        %new = memref.load %rank[%source] : memref<?xi32>
        %done = arith.subi %edge, %begin : index
        %at = arith.addi %place, %done : index
        memref.store %new, %new_sources[%at] : memref<?xi32>
      }
    }
  }
  memref.dealloc %rank : memref<?xi32>
  return
}

// to[k] = from[order[k]]
func.func private @gnn_gather_rows(%from: memref<?x?xf32, strided<[?, 1]>>, %order: memref<?xi32>,
                                   %to: memref<?x?xf32, strided<[?, 1]>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = arith.constant 256 : index
  %nodes = memref.dim %order, %c0 : memref<?xi32>
  %channels = memref.dim %to, %c1 : memref<?x?xf32, strided<[?, 1]>>
  scf.parallel (%first) = (%c0) to (%nodes) step (%rows) {
    %beyond = arith.addi %first, %rows : index
    %last = arith.minui %beyond, %nodes : index
    scf.for %k = %first to %last step %c1 {
      %o = memref.load %order[%k] : memref<?xi32>
      %old = arith.index_cast %o : i32 to index
      scf.for %c = %c0 to %channels step %c1 {
        %x = memref.load %from[%old, %c] : memref<?x?xf32, strided<[?, 1]>>
        memref.store %x, %to[%k, %c] : memref<?x?xf32, strided<[?, 1]>>
      }
    }
  }
  return
}

// to[order[k]] = from[k]
func.func private @gnn_scatter_rows(%from: memref<?x?xf32, strided<[?, 1]>>, %order: memref<?xi32>,
                                    %to: memref<?x?xf32, strided<[?, 1]>>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = arith.constant 256 : index
  %nodes = memref.dim %order, %c0 : memref<?xi32>
  %channels = memref.dim %to, %c1 : memref<?x?xf32, strided<[?, 1]>>
  scf.parallel (%first) = (%c0) to (%nodes) step (%rows) {
    %beyond = arith.addi %first, %rows : index
    %last = arith.minui %beyond, %nodes : index
    scf.for %k = %first to %last step %c1 {
      %o = memref.load %order[%k] : memref<?xi32>
      %old = arith.index_cast %o : i32 to index
      scf.for %c = %c0 to %channels step %c1 {
        %x = memref.load %from[%k, %c] : memref<?x?xf32, strided<[?, 1]>>
        memref.store %x, %to[%old, %c] : memref<?x?xf32, strided<[?, 1]>>
      }
    }
  }
  return
}
