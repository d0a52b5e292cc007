// Symmetric matrices reduced to three diagonals, from which characteristic polynomials and eigenvalues are quickly had.
#pragma once

#include <utility>
#include <vector>

namespace molscreen {

// A symmetric matrix with the same eigenvalues that has entries beside the diagonal only.
struct Tridiagonal {
    std::vector<double> diagonal, beside_squared;
};

// Householder's reflections of an n × n matrix.
Tridiagonal tridiagonal(std::vector<double> matrix, std::size_t n);

// The lowest and the highest eigenvalue, to the last bits of the largest.
std::pair<double, double> extremeEigenvalues(const Tridiagonal& matrix);

}  // namespace molscreen
