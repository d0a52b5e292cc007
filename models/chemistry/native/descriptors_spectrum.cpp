// The information content of the characteristic polynomial: Bonchev and Trinajstić, J. Chem. Phys. 67 (1977) 4517.
#include <algorithm>
#include <cmath>

#include "descriptors_shared.h"

namespace molscreen {
namespace {

// A symmetric matrix with the same characteristic polynomial that has entries beside the diagonal only.
struct Tridiagonal {
    std::vector<double> diagonal, beside_squared;
};

// Householder's reflections.
Tridiagonal tridiagonal(std::vector<double> matrix, std::size_t n) {
    Tridiagonal result;
    std::vector<double> v(n), p(n);
    for (std::size_t k = 0; k < n; k++) {
        result.diagonal.push_back(matrix[k * n + k]);
        if (k + 1 == n) break;
        double norm = 0;
        for (std::size_t i = k + 1; i < n; i++) norm += matrix[i * n + k] * matrix[i * n + k];
        result.beside_squared.push_back(norm);
        const double first = matrix[(k + 1) * n + k];
        const double shifted = first + std::copysign(std::sqrt(norm), first);
        const double length = norm - first * first + shifted * shifted;
        if (norm == first * first) continue;  // nothing to make zero
        for (std::size_t i = k + 1; i < n; i++) v[i] = i == k + 1 ? shifted : matrix[i * n + k];
        double along = 0;
        for (std::size_t i = k + 1; i < n; i++) {
            p[i] = 0;
            for (std::size_t j = k + 1; j < n; j++) p[i] += matrix[i * n + j] * v[j];
            p[i] *= 2 / length;
            along += p[i] * v[i];
        }
        for (std::size_t i = k + 1; i < n; i++) p[i] -= along / length * v[i];
        for (std::size_t i = k + 1; i < n; i++) {
            for (std::size_t j = k + 1; j < n; j++) matrix[i * n + j] -= v[i] * p[j] + p[i] * v[j];
        }
    }
    return result;
}

// Sizes of the coefficients, the highest power first.
std::vector<double> polynomial(const Tridiagonal& matrix) {
    const auto n = matrix.diagonal.size();
    std::vector<double> before, current{1}, next;
    for (std::size_t k = 0; k < n; k++) {
        next.assign(k + 2, 0.0);
        for (std::size_t i = 0; i <= k; i++) {
            next[i] += current[i];
            next[i + 1] -= matrix.diagonal[k] * current[i];
        }
        for (std::size_t i = 0; i < before.size(); i++) next[i + 2] -= matrix.beside_squared[k - 1] * before[i];
        before = std::move(current);
        current = std::move(next);
    }
    for (auto& coefficient : current) coefficient = std::abs(coefficient);
    return current;
}

}  // namespace

// RDKit gets the coefficients by Le Verrier, Faddeev and Frame's method in doubles, whose intermediate numbers are whole but
// pass 2^53 from some 75 atoms on: there it returns rounding errors. Here every step is stable: reflections keep lengths, and
// the recurrence mostly adds numbers of one sign. Both agree where RDKit's is exact.
double informationContent(const RDKit::ROMol& mol) {
    const auto atoms = static_cast<std::size_t>(mol.getNumAtoms());
    std::vector<double> adjacency(atoms * atoms, 0.0);
    for (const auto* bond : mol.bonds()) {
        const std::size_t i = bond->getBeginAtomIdx(), j = bond->getEndAtomIdx();
        adjacency[i * atoms + j] = adjacency[j * atoms + i] = 1;
    }
    const auto coefficients = polynomial(tridiagonal(std::move(adjacency), atoms));
    double sum = 0;
    for (const auto coefficient : coefficients) sum += coefficient;
    return sum * entropy(coefficients);
}

}  // namespace molscreen
