//===- GNNElementwiseOps.td - Activations and arithmetic - -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_ELEMENTWISEOPS
#define GNN_ELEMENTWISEOPS

include "dialects/GNN/GNNBase.td"

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

// What an activation that keeps some values declares.
defvar GNN_KeepsValues = [{
    /// Where its operand is not negative, or everywhere.
    bool isIdentityAt(::mlir::gnn::ValueRanges &ranges, int64_t channel);
  }];

class GNN_ActivationOp<string mnemonic, Trait cost, list<Trait> traits = []>
    : GNN_ElementwiseOp<mnemonic, cost, traits> {
  let arguments = (ins GNN_Features:$x);
  let assemblyFormat = "$x attr-dict `:` type($result)";
}

def GNN_ReluOp
    : GNN_ActivationOp<"relu", GNN_PerElement<1>, [SameOperandsAndResultType, Idempotent]> {
  let extraClassDeclaration = GNN_KeepsValues;
  let hasCanonicalizer = 1;
  let summary = "Rectified linear unit";
  let description = [{
    `y = max(x, 0)`; NaN stays NaN.

    ```mlir
    func.func @relu(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %y = gnn.relu %x : tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
}

def GNN_LeakyReluOp : GNN_ActivationOp<"leaky_relu", GNN_PerElement<1>> {
  let extraClassDeclaration = GNN_KeepsValues;
  let hasCanonicalizer = 1;
  let summary = "Leaky rectified linear unit";
  let description = [{
    `y = x` where `x >= 0`, else `negative_slope * x`.

    ```mlir
    func.func @leaky(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %y = gnn.leaky_relu %x {negative_slope = 2.000000e-01 : f64} : tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x,
                       DefaultValuedAttr<F64Attr, "0.01">:$negative_slope);
  let hasVerifier = 1;
}

def GNN_EluOp : GNN_ActivationOp<"elu", GNN_PerElement<2, 1>> {
  let extraClassDeclaration = GNN_KeepsValues;
  let hasCanonicalizer = 1;
  let summary = "Exponential linear unit";
  let description = [{
    `y = x` where `x > 0`, else `alpha * (exp(x) - 1)`.

    ```mlir
    func.func @elu(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %y = gnn.elu %x : tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x, DefaultValuedAttr<F64Attr, "1.0">:$alpha);
  let hasVerifier = 1;
}

def GNN_GeluOp : GNN_ActivationOp<"gelu", GNN_PerElement<4, 1>> {
  let summary = "Gaussian error linear unit";
  let description = [{
    `y = x / 2 * (1 + erf(x / sqrt(2)))`; with `tanh_approximation`
    `y = x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))`.

    ```mlir
    func.func @gelu(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %y = gnn.gelu %x : tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x, UnitAttr:$tanh_approximation);
}

def GNN_SigmoidOp : GNN_ActivationOp<"sigmoid", GNN_PerElement<3, 1>> {
  let summary = "Logistic function";
  let description = [{
    `y = 1 / (1 + exp(-x))`.

    ```mlir
    func.func @sigmoid(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %y = gnn.sigmoid %x : tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
}

def GNN_TanhOp : GNN_ActivationOp<"tanh", GNN_PerElement<1, 1>> {
  let summary = "Hyperbolic tangent";
  let description = [{
    `y = tanh(x)`.

    ```mlir
    func.func @tanh(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %y = gnn.tanh %x : tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
}

def GNN_DropoutOp : GNN_ActivationOp<"dropout", GNN_OwnCost, [GNN_RowLinear]> {
  let extraClassDeclaration = GNN_KeepsValues;
  let summary = "Dropout, which does nothing at inference";
  let description = [{
    `y = x`. Kept by importers so that the model in the IR is the model that was
    trained; folded away.

    ```mlir
    func.func @dropout(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %y = gnn.dropout %x {p = 6.000000e-01 : f64} : tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x, DefaultValuedAttr<F64Attr, "0.5">:$p);
  let hasFolder = 1;
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

def GNN_AddOp
    : GNN_ElementwiseOp<"add", GNN_PerElement<1>, [
        Commutative, GNN_RowSum, AllTypesMatch<["x", "y", "result"]>]> {
  let summary = "Sum of two features (residual connection)";
  let description = [{
    `z[n, c] = x[n, c] + y[n, c]`.

    ```mlir
    func.func @residual(%x: tensor<?x16xf32>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %z = gnn.add %x, %y : tensor<?x16xf32>
      return %z : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x, GNN_Features:$y);
  let assemblyFormat = "$x `,` $y attr-dict `:` type($result)";
}

def GNN_MaxOp
    : GNN_ElementwiseOp<"max", GNN_PerElement<1>, [
        Commutative, Idempotent, SameOperandsAndResultType]> {
  let summary = "Larger of two features (jumping knowledge)";
  let description = [{
    `z[n, c] = max(x[n, c], y[n, c])`; NaN where one of them is NaN. Of two zeros
    either. Joins the layers of a jumping knowledge network, Xu et al., 2018.

    ```mlir
    func.func @jump(%x: tensor<?x16xf32>, %y: tensor<?x16xf32>) -> tensor<?x16xf32> {
      %z = gnn.max %x, %y : tensor<?x16xf32>
      return %z : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x, GNN_Features:$y);
  let assemblyFormat = "$x `,` $y attr-dict `:` type($result)";
}

def GNN_AddScaledOp
    : GNN_ElementwiseOp<"add_scaled", GNN_PerElement<1>, [
        GNN_RowSum, AllTypesMatch<["x", "y", "result"]>]> {
  let summary = "Add (1 + eps) times a feature";
  let description = [{
    `z[n, c] = x[n, c] + (1 + eps[0]) * y[n, c]`: how GIN joins the sum of the
    neighbours with the node itself.

    ```mlir
    func.func @gin_update(%sum: tensor<?x16xf32>, %x: tensor<?x16xf32>, %eps: tensor<1xf32>) -> tensor<?x16xf32> {
      %z = gnn.add_scaled %sum, %x, %eps : (tensor<?x16xf32>, tensor<?x16xf32>, tensor<1xf32>) -> tensor<?x16xf32>
      return %z : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x, GNN_Features:$y, GNN_ChannelVector:$eps);
  let assemblyFormat = [{
    $x `,` $y `,` $eps attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def GNN_BiasAddOp
    : GNN_ElementwiseOp<"bias_add", GNN_PerElement<1>, [
        DeclareOpInterfaceMethods<GNN_RowLinearOpInterface, ["getRowVector", "buildRowMap"]>]> {
  let hasCanonicalizer = 1;
  let summary = "Add one value a channel";
  let description = [{
    `y[n, c] = x[n, c] + b[c]`.

    ```mlir
    func.func @bias(%x: tensor<?x16xf32>, %b: tensor<16xf32>) -> tensor<?x16xf32> {
      %y = gnn.bias_add %x, %b : (tensor<?x16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x, GNN_ChannelVector:$bias);
  let assemblyFormat = "$x `,` $bias attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def GNN_ScaleRowsOp : GNN_ElementwiseOp<"scale_rows", GNN_PerElement<1>, [GNN_RowLinear]> {
  let summary = "Multiply each row with a value of its node";
  let description = [{
    `y[n, c] = x[n, c] * s[n]`.

    ```mlir
    func.func @scale(%x: tensor<?x16xf32>, %s: tensor<?xf32>) -> tensor<?x16xf32> {
      %y = gnn.scale_rows %x, %s : (tensor<?x16xf32>, tensor<?xf32>) -> tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x, GNN_NodeScalars:$scale);
  let assemblyFormat = "$x `,` $scale attr-dict `:` functional-type(operands, results)";
}

def GNN_AddScaledRowsOp
    : GNN_ElementwiseOp<"add_scaled_rows", GNN_PerElement<1>, [
        GNN_RowSum, AllTypesMatch<["x", "y", "result"]>]> {
  let summary = "Add each row of a feature, times a value of its node";
  let description = [{
    `z[n, c] = x[n, c] + s[n] * y[n, c]`: the self loops of a sum, where `s` is
    gnn.missing_self_loops.

    ```mlir
    func.func @own_row(%sum: tensor<?x16xf32>, %x: tensor<?x16xf32>, %s: tensor<?xf32>) -> tensor<?x16xf32> {
      %z = gnn.add_scaled_rows %sum, %x, %s : (tensor<?x16xf32>, tensor<?x16xf32>, tensor<?xf32>) -> tensor<?x16xf32>
      return %z : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x, GNN_Features:$y, GNN_NodeScalars:$scale);
  let assemblyFormat = [{
    $x `,` $y `,` $scale attr-dict `:` functional-type(operands, results)
  }];
}

def GNN_BatchNormOp : GNN_ElementwiseOp<"batch_norm", GNN_PerElement<1>> {
  let summary = "Batch normalisation with stored statistics";
  let description = [{
    `y[n, c] = (x[n, c] - mean[c]) / sqrt(variance[c] + epsilon) * weight[c] + bias[c]`.
    Ioffe and Szegedy, 2015; the inference form.

    ```mlir
    func.func @bn(%x: tensor<?x16xf32>, %m: tensor<16xf32>, %v: tensor<16xf32>,
                  %w: tensor<16xf32>, %b: tensor<16xf32>) -> tensor<?x16xf32> {
      %y = gnn.batch_norm %x, %m, %v, %w, %b
        : (tensor<?x16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>) -> tensor<?x16xf32>
      return %y : tensor<?x16xf32>
    }
    ```
  }];
  let arguments = (ins GNN_Features:$x, GNN_ChannelVector:$mean,
                       GNN_ChannelVector:$variance, GNN_ChannelVector:$weight,
                       GNN_ChannelVector:$bias,
                       DefaultValuedAttr<F64Attr, "1e-5">:$epsilon);
  let assemblyFormat = [{
    $x `,` $mean `,` $variance `,` $weight `,` $bias attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

#endif // GNN_ELEMENTWISEOPS
