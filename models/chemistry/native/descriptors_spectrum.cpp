#include <algorithm>
#include <cmath>
#include <limits>

#include "descriptors_shared.h"
#include "descriptors_spectrum.h"

namespace molscreen {
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

namespace {

// How many eigenvalues are less than x: the signs of Sturm's sequence.
std::size_t eigenvaluesBelow(const Tridiagonal& matrix, double x) {
    std::size_t below = 0;
    double pivot = 1;
    for (std::size_t i = 0; i < matrix.diagonal.size(); i++) {
        pivot = matrix.diagonal[i] - x - (i == 0 ? 0 : matrix.beside_squared[i - 1] / pivot);
        if (pivot == 0) pivot = std::numeric_limits<double>::min();
        below += pivot < 0;
    }
    return below;
}

// The eigenvalue that has so many others below it, by bisection.
double eigenvalue(const Tridiagonal& matrix, std::size_t below, double low, double high, double precision) {
    while (high - low > precision) {
        const double middle = low + (high - low) / 2;
        (eigenvaluesBelow(matrix, middle) > below ? high : low) = middle;
    }
    return low + (high - low) / 2;
}

// Sizes of the coefficients of the characteristic polynomial, the highest power first.
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

std::pair<double, double> extremeEigenvalues(const Tridiagonal& matrix) {
    double low = 0, high = 0;  // Gershgorin's bounds
    const auto n = matrix.diagonal.size();
    for (std::size_t i = 0; i < n; i++) {
        const double reach = (i == 0 ? 0 : std::sqrt(matrix.beside_squared[i - 1])) +
                             (i + 1 == n ? 0 : std::sqrt(matrix.beside_squared[i]));
        low = std::min(low, matrix.diagonal[i] - reach);
        high = std::max(high, matrix.diagonal[i] + reach);
    }
    // What rounding leaves of the largest entry, in eigenvalues of any size.
    const double precision = 4 * std::numeric_limits<double>::epsilon() * (high - low);
    low -= precision;
    high += precision;
    return {eigenvalue(matrix, 0, low, high, precision), eigenvalue(matrix, n - 1, low, high, precision)};
}

// The information content of the characteristic polynomial: Bonchev and Trinajstić, J. Chem. Phys. 67 (1977) 4517.
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
